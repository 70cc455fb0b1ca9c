// The vectors of protocols/vectors/hostile-messages.json, a row each; VectorSourceTests writes them.
// Fields: message, error, golden row, bytes kept of its front, bytes, bytes kept of its end.
namespace NFUnitTest.Vectors;

internal static class HostileRows4
{
    internal static readonly string[] All =
    [
        "5|34|79|151|1b0000000100000000|20",
        "5|34|79|154|1a00010000|17",
        "5|34|79|158|05f5e100|10",
        "5|34|79|164|1a05f5e100|5",
        "5|34|79|169|1a05f5e100|0",
    ];
}
