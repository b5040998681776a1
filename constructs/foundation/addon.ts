// What every bundle has, whatever it chooses: the priority class that keeps platform pods from being preempted by users'.
import { k8s } from 'cdk8s-plus-28';
import { z } from 'zod';
import { defineAddon } from '../kit/addon.js';
import { labels } from '../kit/labels.js';

export const foundation = defineAddon({
  name: 'foundation',
  title: 'The priority class of platform pods; part of every bundle.',
  pins: { version: '1', homepage: '', images: {} },
  config: z.strictObject({}),
  build(chart) {
    new k8s.KubePriorityClass(chart, 'priority-class', {
      metadata: { name: 'plinth-platform', labels: labels('foundation', 'plinth-platform') },
      description:
        'Platform addons: scheduled before workloads of users, after what the cluster itself needs.',
      value: 1_000_000,
    });
  },
});
