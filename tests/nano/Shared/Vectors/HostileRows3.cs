// The vectors of protocols/vectors/hostile-messages.json, a row each; VectorSourceTests writes them.
// Fields: message, error, golden row, bytes kept of its front, bytes, bytes kept of its end.
namespace NFUnitTest.Vectors;

internal static class HostileRows3
{
    internal static readonly string[] All =
    [
        "4|34|28|22|1865|21",
        "4|34|28|22|18fe|21",
        "4|34|28|22|190100|21",
        "4|34|28|24|01|18",
        "4|34|28|25|c8|18",
        "4|34|28|27|01|15",
        "4|34|28|28|c8|15",
        "4|34|28|30|1b0000000100000000|12",
        "4|34|28|33|1a00010000|9",
        "4|34|28|36|1903e8|7",
        "4|34|28|38|0a|5",
        "4|34|28|40|1a80000000|2",
        "4|34|69|41|80000000|2",
        "4|34|28|43|190100|0",
        "12|34|31|10|1b0000000100000000|24",
        "12|34|31|16|190100|22",
        "12|34|31|18|1b0000000100000000|16",
        "12|34|31|24|1903e8|14",
        "12|34|31|26|190100|12",
        "12|34|31|28|01|9",
        "12|34|31|29|c8|9",
        "12|34|31|31|1865|7",
        "12|34|31|31|3864|7",
        "12|34|31|33|01|4",
        "12|34|31|34|c8|4",
        "12|34|31|36|1a00010000|0",
        "9|34|34|16|1b0000000100000000|48",
        "9|34|34|22|190100|46",
        "9|34|34|24|1b0000000100000000|40",
        "9|34|34|30|190100|38",
        "9|34|34|32|1a00010000|35",
        "9|34|34|35|1903e8|33",
        "9|34|34|37|0a|31",
        "9|34|34|39|1b0000000100000000|25",
        "9|34|34|45|1a80000000|23",
        "9|34|34|45|3a80000000|23",
        "9|34|34|47|47aaaaaaaaaaaaaa|0",
        "9|34|34|47|5821aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|0",
        "9|34|34|47|40|0",
        "5|34|37|16|00|51",
        "5|34|37|16|1b0000000100000000|51",
        "5|34|37|18|00|47",
        "5|34|37|19|0f01|47",
        "5|34|37|22|0a|45",
        "5|34|37|24|40|35",
        "5|34|37|24|590181aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|35",
        "5|34|37|35|1faaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|0",
        "5|34|37|35|21aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|0",
        "1|34|7|48|1a00010000|0",
        "8|34|1|50|02|5",
        "11|11|19|16|00|1",
        "11|33|21|0|a300010205|2",
        "1|8|1|56||0",
        "1|1|0|0|7b2270726f746f636f6c56657273696f6e223a317d|0",
        "9|8|34|47|6c7365616c6564206279206d65|0",
        "9|8|34|47|08|0",
        "9|8|34|47|880101010101010101|0",
        "9|4|34|47|5f48aaaaaaaaaaaaaaaaff|0",
        "9|3|34|47|5808aaaaaaaaaaaaaaaa|0",
        "9|1|34|64||0",
        "10|33|74|0|a70001010702191c1604030507060c|19",
        "10|33|74|0|a70001010702191c1603080507060c|19",
        "10|33|74|0|a70001010702191c1603080403060c|19",
        "10|34|74|10|0004030507060c|19",
        "10|34|74|10|1b000000010000000004030507060c|19",
        "10|34|74|12|1901000507060c|19",
        "10|34|74|14|1b0000000100000000060c|19",
        "10|34|74|16|1a00010000|19",
        "10|34|77|4|0702191c16030804030507060c07784178|64",
    ];
}
