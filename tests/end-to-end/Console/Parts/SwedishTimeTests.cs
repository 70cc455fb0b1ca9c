// Times at the edge.
using System;
using Fleet.Server.Console.Time;

namespace EndToEnd.Tests.Console.Parts;

public sealed class SwedishTimeTests
{
    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29 01:59:59 +01:00")]
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29 03:00:00 +02:00")]
    [InlineData("2026-10-25T00:59:59Z", "2026-10-25 02:59:59 +02:00")]
    [InlineData("2026-10-25T01:00:00Z", "2026-10-25 02:00:00 +01:00")]
    public void The_zone_is_Stockholms_over_both_changes_of_the_clock(string utc, string shown) =>
        Assert.Equal(shown, SwedishTime.Absolute(DateTimeOffset.Parse(utc, null)));

    [Theory]
    [InlineData(-5, "00:00")]
    [InlineData(0, "00:00")]
    [InlineData(59.9, "00:59")]
    [InlineData(3599, "59:59")]
    [InlineData(3600, "1:00:00")]
    [InlineData(86399, "23:59:59")]
    [InlineData(86400, "1 d 00 h")]
    [InlineData(273600, "3 d 04 h")]
    public void A_length_is_short_and_never_negative(double seconds, string shown) =>
        Assert.Equal(shown, SwedishTime.Length(TimeSpan.FromSeconds(seconds)));
}
