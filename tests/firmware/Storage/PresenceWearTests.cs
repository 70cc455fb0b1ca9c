// Ten years of the journal with presses, visits and tests at the volumes of the source documents and above.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;

namespace Firmware.Tests.Storage;

public sealed class PresenceWearTests(ITestOutputHelper output)
{
    private const int Days = 3652;
    private const int Endurance = 100_000;

    // Home care comes up to six times a day and night; here eight visits, each with check-in and check-out, beside
    // twenty presses of which half are joined, and a silent test a day.
    private const int VisitsPerDay = 8;
    private const int PressPairsPerDay = 10;

    [Fact]
    public void HBG_077_ten_years_of_visits_and_presses_wear_a_sector_to_a_fiftieth_of_its_endurance()
    {
        NorFlash flash = new();
        JournalHome home = new(flash);
        for (int day = 0; day < Days; day++)
        {
            if (day % 30 == 0)
            {
                home.Boot();
            }

            for (int i = 0; i < PressPairsPerDay; i++)
            {
                home.Press(1);
                home.Press(1);
                SendAndHold(home);
            }

            for (int i = 0; i < VisitsPerDay; i++)
            {
                Assert.True(home.Book.RaisePresence(StatusCodes.PresenceAfterAlarm, day));
                SendAndHold(home);
                Assert.True(home.Book.RaisePresence(StatusCodes.InterventionComplete, day));
                SendAndHold(home);
            }

            Assert.True(home.Book.RaiseOwn(AlarmKind.SilentTest, StatusCodes.ManualAlarm, 9, day));
            SendAndHold(home);
            for (int i = 0; i < 760; i++)
            {
                home.Memory.Sequences.Next();
            }
        }

        int most = flash.EraseCounts.Max();
        int least = flash.EraseCounts.Min();
        output.WriteLine($"{most} and {least} erasures of the most and least worn sector in ten years");
        Assert.True(most - least <= 1, "the wear must be even");
        Assert.InRange(most, 100, Endurance / 50);
    }

    [Fact]
    public void HBG_077_the_arithmetic_of_wear_agrees_with_the_simulated_years()
    {
        // A pair of presses: raised, joined, closed. Each presence and test: raised and closed. Numbers by the block.
        const int slots = 4096 / 48;
        const double numbers = 760 + PressPairsPerDay + (2 * VisitsPerDay) + 1;
        const double records = (PressPairsPerDay * 3) + (VisitsPerDay * 4) + 2 + (numbers / 1024);
        const double copies = records / (slots - Limits.SnapshotOverheadRecords);
        const double erasuresPerSector = copies * Days / 2;
        output.WriteLine($"{records:F1} records, {copies:F3} copies a day; {erasuresPerSector:F0} erasures a sector");
        Assert.InRange(erasuresPerSector, 1300, 1700);
    }

    private static void SendAndHold(JournalHome home)
    {
        home.Send();
        home.Hold();
    }
}
