// A home while it is edited.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Console.Parts;
using Fleet.Server.Residents;

namespace Fleet.Server.Console.Homes;

/// <summary>What is in the fields of a home's page.</summary>
internal sealed class HomeDraft
{
    /// <summary>The home as it is, or an empty one.</summary>
    public HomeDraft(Home? home)
    {
        if (home is null)
        {
            return;
        }

        (Area, UnitName, Street, Town) = (home.Area, home.UnitName, home.Street, home.Town);
        (PhoneNumber, HubPhoneNumber, KeyNumber) = (home.PhoneNumber, home.HubPhoneNumber, home.KeyNumber);
        (HasDigitalLock, Plan, Absence) = (home.HasDigitalLock, home.Plan, home.Absence);
        (RelativesTurn, Rota, Version) = (home.RelativesTurn, home.RotaId?.ToString() ?? "", home.Version);
        Residents = [.. home.Residents.Select(one => new HomeLine(one.Occupant) { Name = one.Name })];
        Relatives = [.. home.Relatives.Select(one => new HomeLine(one.Order)
        {
            Name = one.Name,
            PhoneNumber = one.PhoneNumber,
            IsToldOfOutages = one.IsToldOfOutages,
        })];
        Criteria = [.. (home.Criteria ?? []).Select((one, index) => new HomeLine(index + 1)
        {
            StatusCode = one.StatusCode,
            Name = one.Text,
        })];
    }

    /// <summary>The version that is changed; null for a new home.</summary>
    public long? Version { get; }

    /// <summary>The place code.</summary>
    public string Area { get; set; } = "";

    /// <summary>The unit.</summary>
    public string UnitName { get; set; } = "";

    /// <summary>The rota's id; empty for the default one.</summary>
    public string Rota { get; set; } = "";

    /// <summary>Street and number.</summary>
    public string Street { get; set; } = "";

    /// <summary>Post code and town.</summary>
    public string Town { get; set; } = "";

    /// <summary>The home's own phone.</summary>
    public string PhoneNumber { get; set; } = "";

    /// <summary>The hub's number.</summary>
    public string HubPhoneNumber { get; set; } = "";

    /// <summary>The key's number.</summary>
    public string KeyNumber { get; set; } = "";

    /// <summary>Whether the door has a digital lock.</summary>
    public bool HasDigitalLock { get; set; }

    /// <summary>What is to be done.</summary>
    public string Plan { get; set; } = "";

    /// <summary>A note of absence.</summary>
    public string Absence { get; set; } = "";

    /// <summary>When relatives are told.</summary>
    public RelativesTurn RelativesTurn { get; set; }

    /// <summary>Who lives there; their places are the hub's numbers of them.</summary>
    public List<HomeLine> Residents { get; } = [];

    /// <summary>Who may be told.</summary>
    public List<HomeLine> Relatives { get; } = [];

    /// <summary>What is to be done on which cause.</summary>
    public List<HomeLine> Criteria { get; } = [];

    /// <summary>One more who lives there, with the first number that is free.</summary>
    public void AddResident()
    {
        var free = Enumerable.Range(1, 9).FirstOrDefault(place => Residents.All(one => one.Place != place));
        if (free > 0)
        {
            Residents.Add(new HomeLine(free));
        }
    }

    /// <summary>One more relative.</summary>
    public void AddRelative() =>
        Relatives.Add(new HomeLine(Relatives.Select(one => one.Place).DefaultIfEmpty().Max() + 1));

    /// <summary>One more cause.</summary>
    public void AddCriterion() =>
        Criteria.Add(new HomeLine(Criteria.Select(one => one.Place).DefaultIfEmpty().Max() + 1) { StatusCode = 10 });

    /// <summary>As it is sent.</summary>
    public HomeEntry Entry() => new(
        Area.Trim(), UnitName.Trim(), Guid.TryParse(Rota, out var rota) ? rota : null, Street.Trim(), Town.Trim(),
        PhoneText.Tidy(PhoneNumber) ?? "", PhoneText.Tidy(HubPhoneNumber) ?? "", KeyNumber.Trim(), HasDigitalLock,
        Plan.Trim(),
        [.. Residents.Where(one => one.Name.Trim().Length > 0).Select(one => new Resident(one.Place, one.Name.Trim()))],
        [.. Relatives.Select((one, index) => new Relative(
            index + 1, one.Name.Trim(), PhoneText.Tidy(one.PhoneNumber) ?? "", one.IsToldOfOutages))],
        Absence.Trim(), RelativesTurn,
        [.. Criteria.Select(one => new ActionCriterion(one.StatusCode, one.Name.Trim()))]);
}

/// <summary>A line of one of a home's lists.</summary>
/// <param name="place">Its number in the list.</param>
internal sealed class HomeLine(int place)
{
    /// <summary>Its number in the list.</summary>
    public int Place { get; } = place;

    /// <summary>A name, or what is to be done.</summary>
    public string Name { get; set; } = "";

    /// <summary>A relative's number.</summary>
    public string PhoneNumber { get; set; } = "";

    /// <summary>Whether a relative is told of long outages.</summary>
    public bool IsToldOfOutages { get; set; }

    /// <summary>A cause.</summary>
    public int StatusCode { get; set; }
}
