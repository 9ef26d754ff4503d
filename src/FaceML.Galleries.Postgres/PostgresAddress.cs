using Npgsql;

namespace FaceML.Galleries.Postgres;

/// <summary>Where a gallery lies on a server: <c>postgres://user:password@host:port/database?schema=name</c>, with Npgsql's keywords as
/// further parameters. Each gallery has a schema of its own. Immutable.</summary>
internal sealed class PostgresAddress
{
    public const string DefaultSchema = "faceml";

    private const int LongestSchema = 63;

    private readonly NpgsqlConnectionStringBuilder builder;

    private PostgresAddress(NpgsqlConnectionStringBuilder builder, string schema) => (this.builder, Schema) = (builder, schema);

    public string Schema { get; }

    /// <summary>The schema as SQL takes it.</summary>
    public string QuotedSchema => Quote(Schema);

    public static bool IsAddress(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="GalleryException">The text is no such address.</exception>
    public static PostgresAddress Parse(string text)
    {
        if (!IsAddress(text) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            // The text may hold a password.
            throw new GalleryException(
                GalleryError.InvalidArgument,
                "The address of a gallery on a server must have the form postgres://user:password@host:port/database?schema=name; it has "
                + "not.");
        }

        NpgsqlConnectionStringBuilder builder = new()
        {
            Host = uri.Host.Length == 0 ? "localhost" : uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            ApplicationName = "FaceML",
            MaxAutoPrepare = 64,
        };
        string[] user = uri.UserInfo.Split(':', 2);
        (builder.Username, builder.Password) = (
            user[0].Length == 0 ? null : Uri.UnescapeDataString(user[0]), user.Length < 2 ? null : Uri.UnescapeDataString(user[1]));
        builder.Database = uri.AbsolutePath.Length < 2 ? null : Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        string schema = DefaultSchema;
        foreach (string[] parameter in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2)))
        {
            (string name, string value) = (
                Uri.UnescapeDataString(parameter[0]), parameter.Length < 2 ? "" : Uri.UnescapeDataString(parameter[1]));
            if (name == "schema")
            {
                schema = value;
            }
            else
            {
                Set(builder, name, value);
            }
        }

        GalleryText.RequireId(schema, "The schema of a gallery on a server");
        return System.Text.Encoding.UTF8.GetByteCount(schema) <= LongestSchema && !schema.StartsWith("pg_", StringComparison.Ordinal)
            ? new(builder, schema)
            : throw new GalleryException(
                GalleryError.InvalidArgument,
                $"The schema of a gallery on a server must have at most {LongestSchema} bytes and not begin with pg_; it is \"{schema}\".");
    }

    /// <summary>The connection string: names are looked up in the gallery's schema, then in that of pgvector.</summary>
    public string ConnectionString(string extensionSchema, bool pooling) => new NpgsqlConnectionStringBuilder(builder.ConnectionString)
    {
        SearchPath = $"{QuotedSchema},{Quote(extensionSchema)}",
        Pooling = pooling,
    }.ConnectionString;

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The address without user, password and parameters, for messages.</summary>
    public override string ToString() => $"postgres://{builder.Host}:{builder.Port}/{builder.Database}?schema={Schema}";

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        try
        {
            builder[name] = value;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException
            or KeyNotFoundException)
        {
            throw new GalleryException(
                GalleryError.InvalidArgument,
                "A parameter of the address of a gallery on a server must be schema or a keyword of Npgsql with its value; it is "
                + $"\"{name}\".",
                exception);
        }
    }
}
