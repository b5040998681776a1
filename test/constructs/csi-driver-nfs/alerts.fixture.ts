// Series for which each alert of the NFS driver fires, and series for which it stays silent.
import { driver } from '../../../constructs/csi-driver-nfs/names.js';
import { csiAlertTests } from '../../support/csi.js';
import type { AlertTest } from '../../support/promtool.js';

export const alertTests: readonly AlertTest[] = csiAlertTests(driver, 'NfsCsi', false);
