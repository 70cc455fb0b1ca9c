// The catalogue loses nothing: kinds and types are one to one, and so are causes and codes within each kind.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Protocols.Tests.Messages;

namespace Protocols.Tests.Devices;

public sealed class DeviceCatalogueTests
{
    private static readonly DeviceKind[] Kinds = [.. Enum.GetValues<DeviceKind>().Where(k => k != DeviceKind.Unknown)];
    private static readonly DeviceCause[] Causes = Enum.GetValues<DeviceCause>();

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 7)]
    [InlineData(3, 5)]
    [InlineData(4, 12)]
    [InlineData(5, 13)]
    [InlineData(6, 44)]
    [InlineData(7, 14)]
    [InlineData(8, 10)]
    [InlineData(9, 23)]
    [InlineData(10, 33)]
    [InlineData(11, 17)]
    [InlineData(12, 4)]
    [InlineData(13, 18)]
    [InlineData(14, 11)]
    [InlineData(15, 22)]
    [InlineData(16, 20)]
    [InlineData(17, 26)]
    public void A_kind_has_its_type_and_the_type_its_kind(int kind, int type)
    {
        Assert.Equal(type, DeviceCatalogue.TypeOf((DeviceKind)kind));
        Assert.Equal((DeviceKind)kind, DeviceCatalogue.KindOf(type));
        Assert.True(DeviceCatalogue.IsListed((DeviceKind)kind));
    }

    [Fact]
    public void Numbers_are_those_of_the_lists_without_a_gap()
    {
        Assert.Equal(Enumerable.Range(1, DeviceCatalogue.LastKind), Kinds.Select(kind => (int)kind));
        Assert.Equal(Enumerable.Range(0, DeviceCatalogue.LastCause + 1), Causes.Select(cause => (int)cause));
        Assert.Equal(17, DeviceCatalogue.LastKind);
        Assert.Equal(18, DeviceCatalogue.LastCause);
    }

    [Fact]
    public void Each_type_and_code_is_one_of_scaip_s()
    {
        HashSet<int> types = Constants(typeof(DeviceTypes));
        HashSet<int> codes = Constants(typeof(StatusCodes));
        Assert.All(Kinds, kind => Assert.Contains(DeviceCatalogue.TypeOf(kind), types));
        foreach (DeviceKind kind in Kinds)
        {
            Assert.All(Causes, cause => Assert.Contains(DeviceCatalogue.CodeOf(kind, cause), codes));
        }
    }

    [Fact]
    public void Types_without_a_kind_are_unknown()
    {
        HashSet<int> listed = [.. Kinds.Select(DeviceCatalogue.TypeOf)];
        Assert.Equal(Kinds.Length, listed.Count);
        for (int type = -1; type <= 10_000; type++)
        {
            DeviceKind kind = DeviceCatalogue.KindOf(type);
            Assert.Equal(listed.Contains(type), kind != DeviceKind.Unknown);
            Assert.True(kind == DeviceKind.Unknown || DeviceCatalogue.TypeOf(kind) == type);
        }
    }

    [Fact]
    public void Causes_and_codes_are_one_to_one_within_every_kind()
    {
        foreach (DeviceKind kind in Kinds.Append(DeviceKind.Unknown).Append((DeviceKind)200))
        {
            foreach (DeviceCause cause in Causes)
            {
                int code = DeviceCatalogue.CodeOf(kind, cause);
                Assert.NotEqual(StatusCodes.Unknown, code);
                Assert.True(DeviceCatalogue.FindCause(kind, code, out DeviceCause back));
                Assert.Equal(cause, back);
            }
        }
    }

    [Fact]
    public void Codes_without_a_cause_are_found_at_no_kind()
    {
        foreach (DeviceKind kind in Kinds)
        {
            int found = Enumerable.Range(-1, 10_000).Count(code => DeviceCatalogue.FindCause(kind, code, out _));
            Assert.Equal(Causes.Length, found);
        }

        Assert.False(DeviceCatalogue.FindCause(DeviceKind.DoorContact, StatusCodes.ManualAlarm, out DeviceCause none));
        Assert.Equal(DeviceCause.Supervision, none);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(18)]
    [InlineData(255)]
    [InlineData(int.MinValue)]
    public void A_kind_that_is_not_listed_is_unknown_and_raises_no_alarm(int number)
    {
        DeviceKind kind = (DeviceKind)number;
        Assert.False(DeviceCatalogue.IsListed(kind));
        Assert.Equal(DeviceTypes.Unknown, DeviceCatalogue.TypeOf(kind));
        Assert.DoesNotContain(Causes, cause => DeviceCatalogue.IsAlarm(kind, cause));
        Assert.Equal(DeviceCatalogue.LongSupervisionMinutes, DeviceCatalogue.SupervisionMinutesOf(kind));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(19)]
    [InlineData(255)]
    public void A_cause_that_is_not_listed_has_no_code(int cause)
    {
        Assert.Equal(StatusCodes.Unknown, DeviceCatalogue.CodeOf(DeviceKind.PersonalTrigger, (DeviceCause)cause));
        Assert.False(DeviceCatalogue.IsAlarm(DeviceKind.PersonalTrigger, (DeviceCause)cause));
    }

    [Fact]
    public void Only_these_are_alarms_at_once()
    {
        DeviceKind[] calling =
        [
            DeviceKind.PersonalTrigger, DeviceKind.EasyPress, DeviceKind.FallDetector, DeviceKind.SmokeDetector,
            DeviceKind.LeakDetector, DeviceKind.EpilepsyDetector, DeviceKind.VoiceTrigger,
            DeviceKind.CarbonMonoxideDetector,
        ];
        foreach (DeviceKind kind in Kinds)
        {
            foreach (DeviceCause cause in Causes)
            {
                bool isAlarm = cause == DeviceCause.Triggered && calling.Contains(kind);
                Assert.Equal(isAlarm, DeviceCatalogue.IsAlarm(kind, cause));
                int priority = DeviceCatalogue.PriorityOf(kind, cause);
                Assert.Equal(isAlarm, priority < DeviceCatalogue.EventPriority);
                FieldRule rule = MessageCatalog.Rules(new AlarmMessage()).Single(rule => rule.Name == "priority");
                Assert.True(rule.Allows(priority));
            }

            Assert.Equal(
                calling.Contains(kind) ? 60 : 240, DeviceCatalogue.SupervisionMinutesOf(kind));
        }
    }

    [Fact]
    public void A_person_s_call_is_a_manual_alarm_and_a_detector_s_an_automatic_one()
    {
        foreach (DeviceKind kind in Kinds)
        {
            bool isCall = kind is DeviceKind.PersonalTrigger or DeviceKind.EasyPress or DeviceKind.VoiceTrigger;
            Assert.Equal(
                isCall ? StatusCodes.ManualAlarm : StatusCodes.AutomaticAlarm,
                DeviceCatalogue.CodeOf(kind, DeviceCause.Triggered));
        }
    }

    [Fact]
    public void Only_a_smart_plug_takes_orders()
    {
        Assert.Equal([DeviceKind.SmartPlug], Kinds.Where(DeviceCatalogue.TakesOrders));
    }

    private static HashSet<int> Constants(Type type)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        return [.. fields.Select(field => (int)field.GetRawConstantValue()!)];
    }
}
