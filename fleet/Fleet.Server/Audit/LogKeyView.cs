// A key that signs logs, as people compare it.
using System;

namespace Fleet.Server.Audit;

/// <summary>A public key with which signatures of logs are checked.</summary>
/// <param name="KeyId">SHA-256 of the key, in hexadecimal: the fingerprint that is told beside the bundle.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in DER, as base64.</param>
/// <param name="FirstUsedAt">When a server first came with it.</param>
public sealed record LogKeyView(string KeyId, string PublicKey, DateTimeOffset FirstUsedAt);
