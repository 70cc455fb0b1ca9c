// Rotas over HTTP: every minute has one group, and what is missing is found by day.
using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Fleet.Server;
using Slices.Tests.World;

namespace Slices.Tests.Dispatch;

public sealed class RotaTests
{
    [Fact]
    public async Task HUL_031_NOR_028_UPP_001_day_and_night_change_at_their_minute_on_every_day_of_a_year()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        foreach ((string at, string group) in new[]
        {
            ("2026-11-23T06:45:59+01:00", "Nattpatrull"),
            ("2026-11-23T06:46:00+01:00", "Hemtjänst Söder"),
            ("2026-11-23T21:29:59.999+01:00", "Hemtjänst Söder"),
            ("2026-11-23T21:30:00+01:00", "Nattpatrull"),
            ("2026-11-24T00:00:00+01:00", "Nattpatrull"),
            ("2026-12-31T23:59:59+01:00", "Nattpatrull"),
            ("2027-01-01T00:00:00+01:00", "Nattpatrull"),
            ("2027-07-01T06:45:59+02:00", "Nattpatrull"),
            ("2027-07-01T06:46:00+02:00", "Hemtjänst Söder"),
            ("2028-02-29T21:30:00+01:00", "Nattpatrull"),
        })
        {
            Assert.Equal((at, group), (at, await town.OnDutyAsync(at)));
        }
    }

    [Fact]
    public async Task HUL_031_NOR_028_both_clock_changes_leave_nobody_out_and_nobody_twice()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string third = (await town.AddGroupAsync("Timme tre", "provider", ("T1", "first", "+46700000021")))
            ["groupId"]!.GetValue<string>();
        (await town.Planner.PutAsync(town.RotaPath, new
        {
            name = "Söder",
            isDefault = true,
            windows = new object[]
            {
                new { groupId = town.DayId, from = "03:00", until = "24:00" },
                new { groupId = town.NightId, from = "00:00", until = "02:00" },
                new { groupId = third, from = "02:00", until = "03:00" },
            },
        })).Done();
        foreach ((string at, string group) in new[]
        {
            // In spring 02:00 to 02:59 does not come: from 01:59:59 it is 03:00.
            ("2027-03-28T00:59:59Z", "Nattpatrull"),
            ("2027-03-28T01:00:00Z", "Hemtjänst Söder"),

            // In autumn it comes twice, and has the same group both times.
            ("2027-10-30T23:59:59Z", "Nattpatrull"),
            ("2027-10-31T00:00:00Z", "Timme tre"),
            ("2027-10-31T00:59:59Z", "Timme tre"),
            ("2027-10-31T01:00:00Z", "Timme tre"),
            ("2027-10-31T01:59:59Z", "Timme tre"),
            ("2027-10-31T02:00:00Z", "Hemtjänst Söder"),
        })
        {
            Assert.Equal((at, group), (at, await town.OnDutyAsync(at)));
        }
    }

    [Fact]
    public async Task HUL_031_when_the_next_group_takes_over_is_right_over_a_clock_change()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        foreach ((string at, string until) in new[]
        {
            ("2026-11-23T12:00:00Z", "2026-11-23T20:30:00+00:00"),
            ("2027-03-27T21:00:00Z", "2027-03-28T04:46:00+00:00"),
            ("2027-10-30T21:00:00Z", "2027-10-31T05:46:00+00:00"),
        })
        {
            ApiAnswer duty = await town.Planner.LookAsync("/api/dispatch/duty?at=" + Uri.EscapeDataString(at));
            Assert.Equal(until, duty.Done().Items[0]!["until"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task HBG_065_HUL_031_a_gap_or_overlap_of_a_minute_is_refused_and_named()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        foreach ((string from, string until, string what, string where) in new[]
        {
            ("06:46", "21:29", "cover nothing", "21:29–21:30"),
            ("06:47", "21:30", "cover nothing", "06:46–06:47"),
            ("06:45", "21:30", "overlap", "06:45–06:46"),
            ("06:46", "21:31", "overlap", "21:30–21:31"),
            ("06:46", "06:46", "overlap", "00:00–06:46"),
        })
        {
            ApiAnswer answer = await town.Planner.PutAsync(town.RotaPath, new
            {
                name = "Söder",
                isDefault = true,
                windows = new object[]
                {
                    new { groupId = town.DayId, from, until },
                    new { groupId = town.NightId, from = "21:30", until = "06:46" },
                },
            });
            Assert.Equal(["windows"], answer.Fields);
            Assert.Contains(what, answer.Of("windows"), StringComparison.Ordinal);
            Assert.Contains(where, answer.Of("windows"), StringComparison.Ordinal);
        }

        Assert.Equal("Nattpatrull", await town.OnDutyAsync("2026-11-24T06:45:00+01:00"));
    }

    [Fact]
    public async Task HUL_031_UPP_001_weekends_and_a_holiday_are_windows_of_their_own()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string[] weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        object[] windows =
        [
            new { groupId = town.DayId, from = "06:46", until = "21:30", days = weekdays },
            new { groupId = town.NightId, from = "21:30", until = "06:46", days = weekdays },
            new { groupId = town.NightId, from = "06:46", until = "06:46", days = new[] { "saturday", "sunday" } },
            new
            {
                groupId = town.NightId, from = "00:00", until = "24:00", firstDay = "2026-12-24",
                lastDay = "2026-12-26", isException = true,
            },
        ];
        (await town.Planner.PutAsync(town.RotaPath, new { name = "Söder", isDefault = true, windows })).Done();
        foreach ((string at, string group) in new[]
        {
            ("2026-11-27T12:00:00+01:00", "Hemtjänst Söder"),
            ("2026-11-28T12:00:00+01:00", "Nattpatrull"),
            ("2026-11-29T12:00:00+01:00", "Nattpatrull"),
            ("2026-11-30T06:45:59+01:00", "Nattpatrull"),
            ("2026-11-30T06:46:00+01:00", "Hemtjänst Söder"),
            ("2026-12-24T12:00:00+01:00", "Nattpatrull"),
            ("2026-12-28T12:00:00+01:00", "Hemtjänst Söder"),
        })
        {
            Assert.Equal((at, group), (at, await town.OnDutyAsync(at)));
        }

        ApiAnswer weekend = await town.Planner.PutAsync(
            town.RotaPath, new { name = "Söder", isDefault = true, windows = windows[..2] });
        Assert.Contains("Saturday", weekend.Of("windows"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HBG_065_each_wrong_field_of_a_window_is_named()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        ApiAnswer answer = await town.Planner.PostAsync(DispatchTown.Rotas, new
        {
            name = new string('x', Limits.Dispatch.NameLength + 1),
            windows = new object[]
            {
                new { groupId = town.DayId, from = "24:00", until = "24:01" },
                new { groupId = town.DayId, from = "6:46", until = "06:60" },
                new { groupId = town.DayId },
                new
                {
                    groupId = town.DayId, from = "00:00", until = "24:00", firstDay = "2026-12-02",
                    lastDay = "2026-12-01", isException = true,
                },
                new { groupId = town.DayId, from = "00:00", until = "24:00", isException = true },
            },
        });
        Assert.Equal(
            [
                "name", "windows[0].from", "windows[0].until", "windows[1].from", "windows[1].until",
                "windows[2].from", "windows[2].until", "windows[3].lastDay", "windows[4].isException",
            ],
            answer.Fields);
        ApiAnswer unknown = await town.Planner.PostAsync(DispatchTown.Rotas, new
        {
            name = "Norr",
            windows = new object[]
            {
                new { groupId = Guid.NewGuid(), from = "00:00", until = "24:00", backupGroupId = Guid.NewGuid() },
            },
        });
        Assert.Equal(["windows[0].groupId", "windows[0].backupGroupId"], unknown.Fields);
    }

    [Fact]
    public async Task HBG_065_a_rota_has_at_most_as_many_windows_as_the_limit()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        object[] Windows(int count) =>
        [
            .. Enumerable.Range(0, count).Select(i => (object)new
            {
                groupId = town.DayId,
                from = $"{i / 60:00}:{i % 60:00}",
                until = i == count - 1 ? "24:00" : $"{(i + 1) / 60:00}:{(i + 1) % 60:00}",
            }),
        ];
        (await town.Planner.PostAsync(DispatchTown.Rotas, new
        {
            name = "Många",
            windows = Windows(Limits.Dispatch.WindowsPerRota),
        })).Done();
        foreach (int count in new[] { 0, Limits.Dispatch.WindowsPerRota + 1 })
        {
            ApiAnswer over = await town.Planner.PostAsync(
                DispatchTown.Rotas, new { name = "Fler", windows = Windows(count) });
            Assert.Equal(["windows"], over.Fields);
        }
    }

    [Fact]
    public async Task HBG_065_a_group_without_a_number_in_force_or_not_in_use_is_an_error_in_a_rota()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string empty = (await town.AddGroupAsync("Tom", "provider"))["groupId"]!.GetValue<string>();
        string mute = (await town.AddGroupAsync("Stum", "provider", ("S1", "first", null)))["groupId"]!
            .GetValue<string>();
        foreach (string group in new[] { empty, mute })
        {
            ApiAnswer refused = await town.Planner.PostAsync(DispatchTown.Rotas, new
            {
                name = "Norr",
                windows = new[] { new { groupId = group, from = "00:00", until = "24:00" } },
            });
            Assert.Equal(["windows[0].groupId"], refused.Fields);
            Assert.Contains("has no number in force", refused.Of("windows[0].groupId"), StringComparison.Ordinal);
        }

        ApiAnswer ended = await town.Planner.PutAsync(
            $"{DispatchTown.Groups}/{town.NightId}", new { name = "Nattpatrull", isActive = false });
        Assert.Equal((HttpStatusCode.Conflict, "dispatch-gap"), (ended.Status, ended.Problem));
        ApiAnswer emptied = await town.Planner.PutAsync(
            $"{DispatchTown.Groups}/{town.DayId}", new { name = "Hemtjänst Söder" });
        Assert.Equal((HttpStatusCode.Conflict, "dispatch-gap"), (emptied.Status, emptied.Problem));
        Assert.Equal("no-number", emptied.Body["problems"]![0]!["code"]!.GetValue<string>());
        Assert.Empty((await town.Planner.LookAsync("/api/dispatch/problems")).Done().Items);
    }

    [Fact]
    public async Task HBG_065_a_home_without_a_rota_is_refused_while_there_is_no_default_one()
    {
        await using DispatchTown town = await DispatchTown.StartAsync(isPlanned: false);
        Assert.Equal(
            ["no-default-rota"], (await town.Planner.LookAsync("/api/dispatch/problems")).Done().Items.Texts("code"));
        ApiAnswer early = await town.Planner.PutAsync(town.HomePath, DispatchTown.Home());
        Assert.Equal(["rotaId"], early.Fields);
        await town.PlanGroupsAsync();
        ApiAnswer own = (await town.Planner.PostAsync(
            DispatchTown.Rotas, new { name = "Söder", isDefault = false, windows = town.Windows() })).Done();
        string rotaId = own.Text("rotaId");
        Assert.Equal(["rotaId"], (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home())).Fields);
        Assert.Equal(
            ["rotaId"],
            (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(Guid.NewGuid().ToString()))).Fields);
        (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home(rotaId))).Done();

        // Its rota cannot go away under it; a default one takes its place first.
        ApiAnswer used = await town.Planner.AskAsync(
            System.Net.Http.HttpMethod.Delete, $"{DispatchTown.Rotas}/{rotaId}");
        Assert.Equal((HttpStatusCode.Conflict, "rota-missing"),
            (used.Status, used.Body["problems"]![0]!["code"]!.GetValue<string>()));
        (await town.Planner.PutAsync(
            $"{DispatchTown.Rotas}/{rotaId}", new { name = "Söder", isDefault = true, windows = town.Windows() }))
            .Done();
        (await town.Planner.PutAsync(town.HomePath, DispatchTown.Home())).Done();
        ApiAnswer last = await town.Planner.PutAsync(
            $"{DispatchTown.Rotas}/{rotaId}", new { name = "Söder", isDefault = false, windows = town.Windows() });
        Assert.Equal("no-default-rota", last.Body["problems"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task HUL_031_HUL_002_a_case_at_night_is_told_to_the_night_patrol_and_by_day_to_both_phones()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        await town.TellAsync();
        Assert.Equal(
            [DispatchTown.Day1, DispatchTown.Day2], town.Provider.Sent.Select(message => message.Address).Order());
        Assert.Single(town.Provider.Sent.Select(message => message.Now).Distinct());

        // 21:30 in Sweden.
        town.Time.Advance(TimeSpan.FromMinutes((12 * 60) + 30));
        await town.TellAsync();
        Assert.Equal([DispatchTown.Night1], town.Provider.Sent.Skip(2).Select(message => message.Address));
    }

    [Fact]
    public async Task HUL_031_a_group_of_relatives_is_told_like_staff_and_a_homes_relatives_in_their_turn()
    {
        await using DispatchTown town = await DispatchTown.StartAsync();
        string relatives = (await town.AddGroupAsync(
            "Anhöriga Väster", "relatives", ("Anhörig A", "first", "+46700000031")))["groupId"]!.GetValue<string>();
        ApiAnswer rota = (await town.Planner.PostAsync(DispatchTown.Rotas, new
        {
            name = "Väster",
            windows = new[] { new { groupId = relatives, from = "00:00", until = "24:00" } },
        })).Done();
        (await town.Planner.PutAsync(
            town.HomePath, DispatchTown.Home(rota.Text("rotaId"), turn: "beforeStaff"))).Done();
        await town.TellAsync();
        Assert.Equal([DispatchTown.Relative], town.Provider.Sent.Select(message => message.Address));
        await town.ReplyAsync(DispatchTown.Relative, "2");
        Assert.Single(town.To("+46700000031"));
    }
}
