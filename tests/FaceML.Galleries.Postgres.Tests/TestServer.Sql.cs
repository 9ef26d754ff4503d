using Npgsql;

namespace FaceML.Galleries.Postgres.Tests;

internal sealed partial class TestServer
{
    /// <summary>Runs SQL in a gallery's schema.</summary>
    public static object? Sql(string address, string sql)
    {
        var place = PostgresAddress.Parse(address);
        using NpgsqlConnection connection = new(place.ConnectionString("public", pooling: false));
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }
}
