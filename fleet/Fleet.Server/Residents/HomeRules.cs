// What a home must be like to be written.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Fleet.Server.Http;

namespace Fleet.Server.Residents;

/// <summary>Checks and tidies entries. Pure: it knows no store.</summary>
internal static partial class HomeRules
{
    /// <summary>
    /// The street without its number, as it would give a home away: "Storgatan" of "Storgatan 4 B", "4:e Långgatan" of
    /// "4:e Långgatan 3".
    /// </summary>
    public static string StreetName(string street)
    {
        // A number at the beginning belongs to the name.
        int start = 0;
        if (street.Length > 0 && char.IsAsciiDigit(street[0]))
        {
            while (start < street.Length && !char.IsWhiteSpace(street[start]))
            {
                start++;
            }
        }

        int digit = street.AsSpan(start).IndexOfAnyInRange('0', '9');
        return (digit < 0 ? street : street[..(start + digit)]).Trim(' ', ',');
    }

    /// <summary>The home that an entry describes; faults are added to the list.</summary>
    public static Home Read(long hubRowId, HomeEntry entry, long version, List<FieldFault> faults)
    {
        Resident[] residents = Residents(entry.Residents ?? [], faults);
        var home = new Home(
            hubRowId,
            Text(entry.Area, "area", Limits.Residents.AreaLength, faults),
            Text(entry.UnitName, "unitName", Limits.Residents.NameLength, faults),
            entry.RotaId,
            Text(entry.Street, "street", Limits.Residents.AddressLength, faults),
            Text(entry.Town, "town", Limits.Residents.AddressLength, faults),
            Phone(entry.PhoneNumber, "phoneNumber", faults),
            Phone(entry.HubPhoneNumber, "hubPhoneNumber", faults),
            Text(entry.KeyNumber, "keyNumber", Limits.Residents.KeyLength, faults),
            entry.HasDigitalLock,
            Text(entry.Plan, "plan", Limits.Residents.PlanLength, faults),
            residents,
            Relatives(entry.Relatives ?? [], faults),
            version,
            Text(entry.Absence, "absence", Limits.Residents.PlanLength, faults),
            entry.RelativesTurn,
            Criteria(entry.Criteria ?? [], faults));
        if (home.Area.Length == 0)
        {
            faults.Add(new FieldFault("area", "must be given: it stands for the home in messages."));
        }

        string street = StreetName(home.Street);
        if (street.Length > 2 && home.Area.Contains(street, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(new FieldFault("area", "must not hold the home's street: it may stand in any message."));
        }

        if (PersonalNumber().IsMatch(home.Area))
        {
            faults.Add(new FieldFault(
                "area", "must not hold a personal identity number: it may stand in any message."));
        }

        if (home.Residents.SelectMany(static resident => resident.Name.Split(' ', '-'))
            .Any(word => word.Length > 2 && HasWord(home.Area, word)))
        {
            faults.Add(new FieldFault("area", "must not hold a resident's name: it may stand in any message."));
        }

        return home;
    }

    /// <summary>Whether a word stands in a text, also with an s behind it: whose it is.</summary>
    private static bool HasWord(string text, string word)
    {
        for (int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + word.Length;
            end += end < text.Length && text[end] is ('s' or 'S') ? 1 : 0;
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (end >= text.Length || !char.IsLetter(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(?<!\d)(?:19|20)?\d{6}[-+ ]?\d{4}(?!\d)")]
    private static partial Regex PersonalNumber();

    private static Resident[] Residents(IReadOnlyList<Resident> entries, List<FieldFault> faults)
    {
        if (entries.Count > Limits.Residents.PerHome)
        {
            faults.Add(new FieldFault("residents", $"must be at most {Limits.Residents.PerHome}."));
            return [];
        }

        var residents = new List<Resident>();
        for (int i = 0; i < entries.Count; i++)
        {
            string field = $"residents[{i}]";
            int occupant = entries[i].Occupant;
            if (occupant is < 1 or > 9)
            {
                faults.Add(new FieldFault(field + ".occupant", "must be 1 to 9."));
            }
            else if (residents.Exists(other => other.Occupant == occupant))
            {
                faults.Add(new FieldFault(field + ".occupant", $"{occupant} stands twice."));
            }

            string name = Text(entries[i].Name, field + ".name", Limits.Residents.NameLength, faults);
            if (name.Length == 0)
            {
                faults.Add(new FieldFault(field + ".name", "must be given."));
            }

            residents.Add(new Resident(occupant, name));
        }

        return [.. residents];
    }

    private static Relative[] Relatives(IReadOnlyList<Relative> entries, List<FieldFault> faults)
    {
        if (entries.Count > Limits.Residents.RelativesPerHome)
        {
            faults.Add(new FieldFault("relatives", $"must be at most {Limits.Residents.RelativesPerHome}."));
            return [];
        }

        var relatives = new List<Relative>();
        for (int i = 0; i < entries.Count; i++)
        {
            string field = $"relatives[{i}]";
            string name = Text(entries[i].Name, field + ".name", Limits.Residents.NameLength, faults);
            string phone = Phone(entries[i].PhoneNumber, field + ".phoneNumber", faults);
            int order = entries[i].Order;
            if (name.Length == 0)
            {
                faults.Add(new FieldFault(field + ".name", "must be given."));
            }

            if (string.IsNullOrWhiteSpace(entries[i].PhoneNumber))
            {
                faults.Add(new FieldFault(field + ".phoneNumber", PhoneNumbers.Rule));
            }

            if (order is < 1 or > 99 || relatives.Exists(other => other.Order == order))
            {
                faults.Add(new FieldFault(field + ".order", "must be 1 to 99, and no other's."));
            }

            relatives.Add(new Relative(order, name, phone, entries[i].IsToldOfOutages));
        }

        return [.. relatives.OrderBy(static relative => relative.Order)];
    }

    private static ActionCriterion[] Criteria(IReadOnlyList<ActionCriterion> entries, List<FieldFault> faults)
    {
        if (entries.Count > Limits.Residents.CriteriaPerHome)
        {
            faults.Add(new FieldFault("criteria", $"must be at most {Limits.Residents.CriteriaPerHome}."));
            return [];
        }

        var criteria = new List<ActionCriterion>();
        for (int i = 0; i < entries.Count; i++)
        {
            string field = $"criteria[{i}]";
            int code = entries[i].StatusCode;
            if (code is < 0 or > 255 || criteria.Exists(other => other.StatusCode == code))
            {
                faults.Add(new FieldFault(field + ".statusCode", "must be 0 to 255, and each only once."));
            }

            criteria.Add(new ActionCriterion(
                code, Text(entries[i].Text, field + ".text", Limits.Residents.PlanLength, faults)));
        }

        return [.. criteria];
    }

    private static string Text(string? value, string field, int longest, List<FieldFault> faults)
    {
        string text = (value ?? "").Trim();
        if (text.Length > longest)
        {
            faults.Add(new FieldFault(field, $"must have at most {longest} characters."));
        }

        return text;
    }

    private static string Phone(string? value, string field, List<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return "";
        }

        string? number = PhoneNumbers.Normal(value);
        if (number is null)
        {
            faults.Add(new FieldFault(field, PhoneNumbers.Rule));
        }

        return number ?? "";
    }
}
