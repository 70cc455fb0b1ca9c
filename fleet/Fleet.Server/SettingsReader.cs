// Reads settings with their units and ranges, and gathers every fault with the key named.
using System;
using System.Collections.Generic;
using System.Globalization;
using Fleet.Server.Http;
using Microsoft.Extensions.Configuration;

namespace Fleet.Server;

/// <summary>
/// Reads settings from the configuration; a fault is kept with its key, so that the start can name all of them.
/// </summary>
public sealed class SettingsReader
{
    private readonly IConfiguration _configuration;
    private readonly List<string> _errors = [];
    private readonly List<KeyValuePair<string, string>> _values = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _secrets = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads from <paramref name="configuration"/>.</summary>
    public SettingsReader(IConfiguration configuration)
    {
        _configuration = configuration;
    }

    /// <summary>What is wrong, one sentence per setting, each beginning with its key.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Every setting read so far with its value in force.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => _values;

    /// <summary>A whole number within a range, both ends included.</summary>
    public int Int(string key, int standard, int min, int max)
    {
        string? text = Raw(key);
        int value = standard;
        if (text is not null
            && (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
                || value < min || value > max))
        {
            _errors.Add(string.Create(CultureInfo.InvariantCulture,
                $"{key}: must be a whole number from {min} to {max}, is \"{text}\"."));
            value = standard;
        }

        Keep(key, value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>True or false.</summary>
    public bool Bool(string key, bool standard)
    {
        string? text = Raw(key);
        bool value = standard;
        if (text is not null && !bool.TryParse(text, out value))
        {
            _errors.Add($"{key}: must be true or false, is \"{text}\".");
            value = standard;
        }

        Keep(key, value ? "true" : "false");
        return value;
    }

    /// <summary>A text; null when it is absent and there is no standard.</summary>
    public string? Text(string key, string? standard)
    {
        string? value = Raw(key) ?? standard;
        Keep(key, value ?? "");
        return value;
    }

    /// <summary>One of an enumeration's names, in any case.</summary>
    public T Choice<T>(string key, T standard)
        where T : struct, Enum
    {
        string? text = Raw(key);
        T value = standard;
        if (text is not null && !EnumWord.TryRead(text, out value))
        {
            _errors.Add($"{key}: must be one of {string.Join(", ", Enum.GetNames<T>())}, is \"{text}\".");
            value = standard;
        }

        Keep(key, value.ToString());
        return value;
    }

    /// <summary>A text that is not to be shown; null when it is absent.</summary>
    public string? Secret(string key)
    {
        _secrets.Add(key);
        return Text(key, null);
    }

    /// <summary>Whether a key was read as a secret.</summary>
    public bool IsSecret(string key)
    {
        return _secrets.Contains(key);
    }

    /// <summary>The names below a section in their order, such as 0, 1, 2 of a list.</summary>
    public IEnumerable<string> Children(string section)
    {
        foreach (IConfigurationSection child in _configuration.GetSection(section).GetChildren())
        {
            yield return child.Key;
        }
    }

    /// <summary>Adds a fault that shows only when several settings are seen together.</summary>
    public void Refuse(string key, string sentence)
    {
        _errors.Add($"{key}: {sentence}");
    }

    /// <summary>
    /// Faults a key under <paramref name="section"/> that nothing reads: a spelling mistake must not pass in silence.
    /// </summary>
    public void RefuseUnknown(string section, params ReadOnlySpan<string> exceptSections)
    {
        foreach (KeyValuePair<string, string?> pair in _configuration.GetSection(section).AsEnumerable())
        {
            if (pair.Value is null || _known.Contains(pair.Key))
            {
                continue;
            }

            bool isExcepted = false;
            foreach (string except in exceptSections)
            {
                isExcepted |= pair.Key.StartsWith(except + ":", StringComparison.OrdinalIgnoreCase);
            }

            if (!isExcepted)
            {
                _errors.Add($"{pair.Key}: no such setting; `Fleet.Server config print` lists those there are.");
            }
        }
    }

    private string? Raw(string key)
    {
        string? text = _configuration[key];
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private void Keep(string key, string value)
    {
        if (_known.Add(key))
        {
            _values.Add(new KeyValuePair<string, string>(key, value));
        }
    }
}
