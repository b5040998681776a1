// Series for which each alert of the monitoring stack fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';
import { apiserverTests, systemTests } from './alerts/apiserver.fixture.js';
import { controlPlaneTests, corednsTests, etcdTests } from './alerts/control-plane.fixture.js';
import { kubeletTests } from './alerts/kubelet.fixture.js';
import { jobTests, podTests, rolloutTests } from './alerts/kubernetes-apps.fixture.js';
import { resourceTests } from './alerts/kubernetes-resources.fixture.js';
import { storageTests } from './alerts/kubernetes-storage.fixture.js';
import {
  alertmanagerTests,
  generalTests,
  grafanaTests,
  kubeStateMetricsTests,
  operatorTests,
} from './alerts/monitoring.fixture.js';
import { filesystemTests, hardwareTests, nodeTests } from './alerts/node.fixture.js';
import { prometheusTests } from './alerts/prometheus.fixture.js';

export const alertTests: readonly AlertTest[] = [
  ...podTests,
  ...rolloutTests,
  ...jobTests,
  ...resourceTests,
  ...storageTests,
  ...systemTests,
  ...apiserverTests,
  ...kubeletTests,
  ...filesystemTests,
  ...hardwareTests,
  ...nodeTests,
  ...controlPlaneTests,
  ...etcdTests,
  ...corednsTests,
  ...generalTests,
  ...kubeStateMetricsTests,
  ...alertmanagerTests,
  ...operatorTests,
  ...grafanaTests,
  ...prometheusTests,
];
