# Debian's python3-paho-mqtt as a hub: connects, publishes with every quality of service, obeys one command, leaves.
import queue
import sys

import paho.mqtt.client as mqtt

host, port, version, hub = sys.argv[1:5]
ca = sys.argv[5] if len(sys.argv) > 5 else None
is5 = version == "5"
events = queue.Queue()


def say(*words):
    print(*words, flush=True)


def reason(code):
    return code.value if hasattr(code, "value") else code


options = {"clean_session": True} if not is5 else {}
arguments = dict(client_id=hub, protocol=mqtt.MQTTv5 if is5 else mqtt.MQTTv311, **options)
if hasattr(mqtt, "CallbackAPIVersion"):
    arguments["callback_api_version"] = mqtt.CallbackAPIVersion.VERSION1
client = mqtt.Client(**arguments)
client.username_pw_set(hub, "secret")
client.will_set(f"hub/{hub}/up/event", "gone", 1)
if ca:
    client.tls_set(ca)
client.on_connect = lambda *a: events.put(("connected", reason(a[3])))
client.on_subscribe = lambda *a: events.put(("granted", reason(a[3][0])))
client.on_message = lambda c, u, m: events.put(("message", m.topic, m.payload.decode(), m.qos))
client.connect(host, int(port), 60)
client.loop_start()


def expect(kind):
    event = events.get(timeout=20)
    say(*event)
    if event[0] != kind:
        sys.exit(f"expected {kind}")
    return event


if expect("connected")[1] != 0:
    sys.exit("refused")
client.subscribe(f"hub/{hub}/down/#", 1)
expect("granted")
for kind, qos in (("heartbeat", 0), ("alarm", 1), ("event", 2)):
    sent = client.publish(f"hub/{hub}/up/{kind}", f"{kind} from paho", qos)
    sent.wait_for_publish(20)
    say("published" if sent.is_published() else "lost", kind)
say("ready")
expect("message")
client.disconnect()
client.loop_stop()
