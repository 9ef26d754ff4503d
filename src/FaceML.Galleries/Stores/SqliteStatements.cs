using Microsoft.Data.Sqlite;

namespace FaceML.Galleries.Stores;

/// <summary>SQL of several statements.</summary>
internal static class SqliteStatements
{
    /// <summary>Executes every statement.</summary>
    /// <exception cref="SqliteException">A statement fails; those before it took effect.</exception>
    /// <remarks>ExecuteNonQuery stops at the first statement that has columns, as ALTER TABLE … ADD COLUMN and some pragmas do, and runs
    /// the rest while its reader is disposed, where errors are dropped.</remarks>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.NextResult())
        {
            // Each step runs the statements up to the next one that has columns.
        }
    }
}
