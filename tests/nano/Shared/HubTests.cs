// A hub from its start: hello, heartbeats, a press that is held, one that waits for a fleet manager.
using Hub.Core;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class HubTests
{
    [TestMethod]
    public void A_hub_says_hello_and_sends_a_heartbeat_every_two_minutes()
    {
        HubSettings settings = new HubSettings();
        settings.HeartbeatIntervalSeconds = 120;
        Home home = new Home(new MemoryFlash(), settings, null, null);
        home.Run(10000);
        Assert.AreEqual(1, home.Uplink.HelloCount);
        int before = home.Uplink.HeartbeatCount;
        home.Run(1200000);
        Assert.AreEqual(before + 10, home.Uplink.HeartbeatCount);
        Assert.AreEqual(0, home.Uplink.BadCount);
        Assert.AreEqual(0, home.RestartCount);
        Assert.AreEqual(0, home.Hub.Status.StoppedByCheckCode);
        Assert.IsTrue(home.FeedCount >= 10 && home.Hub.Status.Clock.IsSet);
    }

    [TestMethod]
    public void A_press_is_acknowledged_sent_once_held_and_done()
    {
        Home home = new Home(new MemoryFlash(), new HubSettings(), null, null);
        home.Run(10000);
        home.Press(7);
        Assert.AreEqual(1, home.AcknowledgedCount);
        home.Run(2000);
        Assert.AreEqual(1, home.Uplink.AlarmCount);
        Assert.IsTrue(home.Uplink.LastAlarm.TriggerId == 7);
        Assert.AreEqual(0, home.Hub.Status.Memory.Alarms.Count);
        Assert.IsTrue(home.Hub.Status.Book.HeldAlarmCount == 1);
    }

    [TestMethod]
    public void An_alarm_that_nobody_holds_is_sent_again_and_survives_a_start()
    {
        MemoryFlash flash = new MemoryFlash();
        Home first = new Home(flash, new HubSettings(), null, null);
        first.Uplink.HoldsAlarms = false;
        first.Run(10000);
        first.Press(7);
        first.Run(40000);
        Assert.AreEqual(1, first.Uplink.AlarmCount);
        Assert.AreEqual(1, first.Hub.Status.Memory.Alarms.Count);
        ulong sequence = first.Uplink.LastAlarm.Sequence;

        Home second = new Home(flash, new HubSettings(), null, null);
        second.Run(10000);
        Assert.AreEqual(1, second.Uplink.AlarmCount);
        Assert.IsTrue(second.Uplink.LastAlarm.Sequence == sequence);
        Assert.AreEqual(0, second.Hub.Status.Memory.Alarms.Count);

        Home third = new Home(flash, new HubSettings(), null, null);
        third.Run(10000);
        Assert.AreEqual(0, third.Uplink.AlarmCount);
    }
}
