# Connects twice over TLS and says whether the second connection resumed the session of the first.
import socket
import ssl
import sys

host, port, version, ca = sys.argv[1:5]
context = ssl.create_default_context(cafile=ca)
if version == "1.2":
    context.maximum_version = ssl.TLSVersion.TLSv1_2
session = None
for turn in (1, 2):
    with context.wrap_socket(socket.create_connection((host, int(port))), server_hostname=host, session=session) as tls:
        # The gateway answers a sign-in without a user name with CONNACK 4; in TLS 1.3 the ticket comes with it.
        packet = bytes.fromhex("101c00044d5154540402003c0010") + b"0" * 16
        tls.sendall(packet)
        print("answer", tls.recv(4).hex(), "resumed", tls.session_reused, flush=True)
        session = tls.session
