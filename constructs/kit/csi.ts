// What CSI drivers have in common, one file a concern in csi/: names, sidecars and their rights, the two workloads,
// StorageClasses, metrics, alerts and the dashboard.
export * from './csi/alerts.js';
export * from './csi/classes.js';
export * from './csi/dashboard.js';
export * from './csi/driver.js';
export * from './csi/monitoring.js';
export * from './csi/pods.js';
export * from './csi/rights.js';
export * from './csi/sidecars.js';
