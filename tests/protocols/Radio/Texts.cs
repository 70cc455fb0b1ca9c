// The texts of frames as objects with properties by name.
using System;
using System.Globalization;
using System.Text.Json;
using Hub.Protocols.Radio;

namespace Protocols.Tests.Radio;

internal static class Texts
{
    /// <summary>A resync's text, which has no class of its own.</summary>
    internal sealed record Resync(uint LowestCounter);

    /// <summary>What an opened frame says; null for an acknowledgement, which says nothing.</summary>
    internal static object? Read(RadioFrame frame)
    {
        byte[] buffer = frame.Buffer;
        int offset = frame.TextOffset;
        int count = frame.TextCount;
        switch (frame.Kind)
        {
            case RadioFrameKind.Report:
                DeviceReport report = new();
                Assert.True(report.Get(buffer, offset, count));
                return report;
            case RadioFrameKind.JoinRequest:
                JoinRequest request = new();
                Assert.True(request.Get(buffer, offset, count));
                return request;
            case RadioFrameKind.JoinAnswer:
                JoinAnswer answer = new();
                Assert.True(answer.Get(buffer, offset, count));
                return answer;
            case RadioFrameKind.Order:
                DeviceOrder order = new();
                Assert.True(order.Get(buffer, offset, count));
                return order;
            case RadioFrameKind.Resync:
                Assert.True(RadioText.GetResync(buffer, offset, count, out uint lowest));
                return new Resync(lowest);
            default:
                Assert.Equal(RadioFrameKind.Acknowledge, frame.Kind);
                Assert.True(RadioText.IsAcknowledge(buffer, offset, count));
                return null;
        }
    }

    internal static int Write(object message, byte[] buffer) => message switch
    {
        DeviceReport report => report.Put(buffer, 0),
        JoinRequest request => request.Put(buffer, 0),
        JoinAnswer answer => answer.Put(buffer, 0),
        DeviceOrder order => order.Put(buffer, 0),
        _ => RadioText.PutResync(buffer, 0, ((Resync)message).LowestCounter),
    };

    internal static string Get(object message, JsonProperty field)
    {
        string name = char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
        object value = message.GetType().GetProperty(name)!.GetValue(message)!;
        return value is byte[] bytes
            ? Convert.ToHexStringLower(bytes)
            : Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
