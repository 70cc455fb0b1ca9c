// What the modem's adapter and the hub over it take from the heap.
using System;
using Hub.Esp32S3.Modem;

namespace Board.Tests.Modem;

[Collection(nameof(MeasuredAlone))]
public sealed class ModemAllocationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("CCH")]
    [InlineData("CA")]
    public void Heartbeats_over_the_modem_allocate_nothing_in_the_firmware(string dialect)
    {
        ModemBench bench = new(dialect == "CCH" ? new CchDialect() : new CaDialect(), 1);
        bench.StartHub();
        bench.Until(() => bench.Hub!.Status.Session.IsReady, "no session");
        bench.Run(300_000);
        long allocated = 0;
        for (int i = 0; i < 60_000; i++)
        {
            bench.World.RunUntil(bench.World.NowMilliseconds + 5);
            long part = bench.Chip.AllocatedBytes;
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Modem.Step(bench.World.NowMilliseconds);
            bench.Hub!.Step(bench.World.NowMilliseconds);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before - (bench.Chip.AllocatedBytes - part);
        }

        output.WriteLine($"{dialect}: {allocated} bytes in 300 s");
        Assert.Equal(0, allocated);
    }
}
