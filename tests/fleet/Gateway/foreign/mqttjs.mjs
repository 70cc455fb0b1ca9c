// The npm client mqtt as a hub: connects, publishes with every quality of service, obeys one command, leaves.
import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';

const [url, version, hub, ca] = process.argv.slice(2);
const client = await mqtt.connectAsync(url, {
  protocolVersion: Number(version),
  clientId: hub,
  username: hub,
  password: 'secret',
  clean: true,
  reconnectPeriod: 0,
  connectTimeout: 20000,
  ...(ca ? { ca: readFileSync(ca) } : {}),
  will: { topic: `hub/${hub}/up/event`, payload: 'gone', qos: 1 },
});
console.log('connected');
client.on('error', (fault) => { console.log('error', fault.message); process.exit(1); });
client.on('message', async (topic, payload, packet) => {
  console.log('message', topic, payload.toString(), packet.qos);
  await client.endAsync();
  process.exit(0);
});
const granted = await client.subscribeAsync(`hub/${hub}/down/#`, { qos: 1 });
console.log('granted', granted[0].qos);
for (const [kind, qos] of [['heartbeat', 0], ['alarm', 1], ['event', 2]]) {
  await client.publishAsync(`hub/${hub}/up/${kind}`, `${kind} from mqtt.js`, { qos });
  console.log('published', kind);
}
if (version === '5') {
  try {
    const answer = await client.publishAsync('hub/ffffffffffffffff/up/alarm', 'x', { qos: 1 });
    console.log('refused', answer?.reasonCode);
  } catch (refusal) {
    console.log('refused', refusal.code);
  }
}
console.log('ready');
