// One prepared statement of a session.
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Fleet.Server.Store;

/// <summary>
/// A statement that is prepared once per session and run many times. Every parameter is set before each run.
/// </summary>
public sealed class StoreCommand
{
    private readonly DbCommand _command;
    private readonly List<(string Name, DbParameter Parameter)> _parameters = [];
    private int _next;

    internal StoreCommand(DbCommand command)
    {
        _command = command;
    }

    /// <summary>Sets a parameter to a whole number; null becomes NULL.</summary>
    public StoreCommand With(string name, long? value)
    {
        return Set(name, DbType.Int64, value);
    }

    /// <summary>Sets a parameter to a text; null becomes NULL.</summary>
    public StoreCommand With(string name, string? value)
    {
        return Set(name, DbType.String, value);
    }

    /// <summary>Sets a parameter to an id; null becomes NULL.</summary>
    public StoreCommand With(string name, Guid? value)
    {
        return Set(name, DbType.Guid, value);
    }

    /// <summary>Sets a parameter to true or false.</summary>
    public StoreCommand With(string name, bool value)
    {
        return Set(name, DbType.Boolean, value);
    }

    /// <summary>Sets a parameter to bytes.</summary>
    public StoreCommand With(string name, byte[] value)
    {
        return Set(name, DbType.Binary, value);
    }

    /// <summary>Runs the statement.</summary>
    /// <returns>The rows changed.</returns>
    public int Run()
    {
        return _command.ExecuteNonQuery();
    }

    /// <summary>
    /// Runs the statement and returns the first column of its first row; null without a row or for NULL.
    /// </summary>
    public long? Number()
    {
        object? value = _command.ExecuteScalar();
        return value is null or DBNull ? null : Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs the statement; the reader must be disposed before the command runs again.</summary>
    public DbDataReader Read()
    {
        return _command.ExecuteReader();
    }

    internal void Use(DbTransaction? transaction)
    {
        _command.Transaction = transaction;
    }

    private StoreCommand Set(string name, DbType type, object? value)
    {
        (Find(name) ?? Add(name, type)).Value = value ?? DBNull.Value;
        return this;
    }

    // Most callers set the parameters in the same order at every run, so the next one is looked at first.
    private DbParameter? Find(string name)
    {
        for (int looked = 0; looked < _parameters.Count; looked++)
        {
            int index = _next < _parameters.Count ? _next : 0;
            _next = index + 1;
            if (_parameters[index].Name == name)
            {
                return _parameters[index].Parameter;
            }
        }

        return null;
    }

    private DbParameter Add(string name, DbType type)
    {
        DbParameter parameter = _command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        _command.Parameters.Add(parameter);
        _parameters.Add((name, parameter));
        return parameter;
    }
}
