namespace Microsoft.ML.Tests.Support;

internal sealed class Length
{
    public int Id { get; set; }

    [ColumnName("Length")]
    public float Value { get; set; }
}
