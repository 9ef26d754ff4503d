namespace Microsoft.ML.Runtime;

/// <summary>The exceptions that several parts throw.</summary>
internal static class Errors
{
    public static ArgumentOutOfRangeException MissingColumn(string parameter, string role, string column) =>
        new(parameter, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException WrongColumnType(string parameter, string role, string column, string expected, string actual) =>
        new(parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}
