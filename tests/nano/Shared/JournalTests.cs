// Power cuts at every byte that a start and two presses write: what was acknowledged reaches the fleet manager.
using Hub.Core;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class JournalTests
{
    [TestMethod]
    public void Nothing_acknowledged_is_lost_whatever_byte_the_power_goes_at()
    {
        MemoryFlash old = new MemoryFlash();
        Home blank = new Home(old, new HubSettings(), null, null);
        blank.Run(10000);

        MemoryFlash whole = new MemoryFlash();
        whole.CopyFrom(old);
        int before = whole.Work;
        Assert.AreEqual(2, Live(new Home(whole, new HubSettings(), null, null)));
        int work = whole.Work - before;
        Assert.IsTrue(work > 100);

        MemoryFlash flash = new MemoryFlash();
        for (int at = 0; at < work; at++)
        {
            flash.CopyFrom(old);
            flash.Left = at;
            Home cut = new Home(flash, new HubSettings(), null, null);
            int acknowledged = LiveUntilCut(cut);
            flash.Left = int.MaxValue;

            Home after = new Home(flash, new HubSettings(), null, null);
            after.Run(10000);
            int arrived = after.Uplink.Presses();
            Assert.IsTrue(arrived >= acknowledged && arrived <= 2, "a press was lost or made up");
            Assert.AreEqual(0, after.Hub.Status.Memory.Alarms.Count);
            Assert.AreEqual(0, after.Hub.Status.StoppedByCheckCode);
        }
    }

    private static int LiveUntilCut(Home home)
    {
        // The hub catches what its flash throws, but whatever it does then, no board does without power.
        Live(home);
        Assert.IsTrue(home.IsWithoutPower, "the power did not go");
        return home.AcknowledgedCount;
    }

    // The link is silent, so that nothing leaves the journal.
    private static int Live(Home home)
    {
        home.Uplink.HoldsAlarms = false;
        home.Hub.Step(0);
        home.Press(7);
        home.Press(8);
        return home.AcknowledgedCount;
    }
}
