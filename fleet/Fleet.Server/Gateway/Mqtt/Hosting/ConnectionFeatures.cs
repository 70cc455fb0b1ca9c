// The few features of a hub's connection.
using System;
using System.Collections;
using System.Collections.Generic;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Server.Gateway.Mqtt.Hosting;

/// <summary>A feature collection as small as what is in it: Kestrel puts three there, TLS one more.</summary>
internal sealed class ConnectionFeatures : IFeatureCollection
{
    private KeyValuePair<Type, object>[] _features = [];

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public int Revision { get; private set; }

    /// <inheritdoc/>
    public object? this[Type key]
    {
        get
        {
            var index = IndexOf(key);
            return index < 0 ? null : _features[index].Value;
        }

        set => Put(key, value);
    }

    /// <inheritdoc/>
    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    /// <inheritdoc/>
    public void Set<TFeature>(TFeature? instance) => Put(typeof(TFeature), instance);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<Type, object>>)_features).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Put(Type key, object? value)
    {
        Revision++;
        var index = IndexOf(key);
        if (value is null)
        {
            _features = index < 0 ? _features : [.. _features[..index], .. _features[(index + 1)..]];
        }
        else if (index < 0)
        {
            _features = [.. _features, new KeyValuePair<Type, object>(key, value)];
        }
        else
        {
            _features[index] = new KeyValuePair<Type, object>(key, value);
        }
    }

    private int IndexOf(Type key)
    {
        for (var index = 0; index < _features.Length; index++)
        {
            if (_features[index].Key == key)
            {
                return index;
            }
        }

        return -1;
    }
}
