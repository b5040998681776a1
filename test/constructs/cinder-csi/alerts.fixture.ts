// Series for which each alert of the Cinder driver fires, and series for which it stays silent.
import { driver } from '../../../constructs/cinder-csi/names.js';
import { csiAlertTests } from '../../support/csi.js';
import type { AlertTest } from '../../support/promtool.js';

export const alertTests: readonly AlertTest[] = csiAlertTests(driver, 'CinderCsi', true);
