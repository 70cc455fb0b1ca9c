// Looks through an order to change settings: names, values, who decides, who has agreed.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Store;
using Hub.Protocols.Settings;

namespace Fleet.Server.Programming.Settings;

/// <summary>What an order comes to.</summary>
/// <param name="Result">Done when it can be carried out.</param>
/// <param name="Told">What the level tells then.</param>
/// <param name="Faults">What is wrong, each with its place.</param>
internal sealed record CheckedOrder(
    SettingsResult Result, IReadOnlyDictionary<string, ToldSetting> Told, IReadOnlyList<FieldFault> Faults);

/// <summary>Looks through orders.</summary>
internal static class OrderCheck
{
    private const string Prefix = "values.";

    /// <summary>Whether a role decides on a setting (HUL-044).</summary>
    public static bool MayDecide(string role, SettingRule rule)
    {
        return role == Roles.Admin
            || role == (rule.Owner == SettingOwner.Technician ? Roles.Technician : Roles.AlarmResponsible);
    }

    /// <summary>Looks through an order.</summary>
    /// <param name="session">A session.</param>
    /// <param name="actor">Who orders.</param>
    /// <param name="level">The level that is to tell it.</param>
    /// <param name="before">What that level tells so far.</param>
    /// <param name="order">The order.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    public static CheckedOrder Find(
        StoreSession session,
        Actor actor,
        SettingLevel level,
        IReadOnlyDictionary<string, ToldSetting> before,
        SettingsOrder order,
        long now)
    {
        List<FieldFault> faults = [.. CauseCheck.Find(session, actor.TenantId, order.Cause)];
        List<FieldFault> others = [];
        var told = new Dictionary<string, ToldSetting>(before);
        if (order.Values.Count == 0)
        {
            faults.Add(new FieldFault("values", "must name the settings to change."));
        }

        foreach ((string name, JsonElement given) in order.Values)
        {
            if (SettingForm.Find(name) is not { } rule)
            {
                faults.Add(new FieldFault(Prefix + Short(name), "is no setting."));
            }
            else if (!MayDecide(actor.Role, rule))
            {
                others.Add(new FieldFault(Prefix + name, $"is decided on by the {Word(rule.Owner)}."));
            }
            else if (given.ValueKind == JsonValueKind.Null)
            {
                told.Remove(name);
            }
            else if (SettingForm.Read(rule, given, Prefix + name, faults) is { } value)
            {
                Put(told, rule, value, order, level, faults, actor, now);
            }
        }

        IReadOnlyList<FieldFault> found = others.Count > 0 ? others : faults;
        return new CheckedOrder(
            others.Count > 0 ? SettingsResult.NotYours
                : faults.Count > 0 ? SettingsResult.Invalid : SettingsResult.Done,
            told,
            [.. found.Take(Limits.Programming.Faults)]);
    }

    /// <summary>Looks through an order that changes nothing of what a level tells.</summary>
    public static CheckedOrder OfReason(
        StoreSession session, Actor actor, IReadOnlyDictionary<string, ToldSetting> before, SettingsOrder order)
    {
        FieldFault[] faults = [.. CauseCheck.Find(session, actor.TenantId, order.Cause)];
        return new CheckedOrder(
            faults.Length > 0 ? SettingsResult.Invalid : SettingsResult.Done, before, faults);
    }

    private static void Put(
        Dictionary<string, ToldSetting> told,
        SettingRule rule,
        JsonNode value,
        SettingsOrder order,
        SettingLevel level,
        List<FieldFault> faults,
        Actor actor,
        long now)
    {
        if (told.TryGetValue(rule.Name, out ToldSetting? present) && JsonNode.DeepEquals(present.Value, value))
        {
            return;
        }

        if (rule.NeedsConsent && level != SettingLevel.Home)
        {
            faults.Add(new FieldFault(
                Prefix + rule.Name, "needs the consent of who lives there, so it is told home by home."));
        }
        else if (rule.NeedsConsent && !order.HasConsent)
        {
            faults.Add(new FieldFault(
                "hasConsent", $"must be true: who lives there must have agreed to a change of {rule.Name}."));
        }

        told[rule.Name] = new ToldSetting(
            value,
            DateTimeOffset.FromUnixTimeMilliseconds(now),
            actor.DisplayName,
            order.Cause.Comment,
            rule.NeedsConsent && order.HasConsent,
            order.Cause.CaseNumber);
    }

    private static string Word(SettingOwner owner)
    {
        return owner == SettingOwner.Technician ? "technician" : "alarm-responsible";
    }

    private static string Short(string name)
    {
        return name.Length <= 64 ? name : name[..64];
    }
}
