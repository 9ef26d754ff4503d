namespace Microsoft.ML.Data;

/// <summary>One transformer of a saved model: its kind, the names it was made with, and the parts of a chain.</summary>
internal sealed record ModelPart(string Kind, IReadOnlyList<string> Names, IReadOnlyList<ModelPart> Parts = null, IReadOnlyList<int> Scopes = null)
{
    public const string Chain = "chain";
    public const string Copy = "copy";
    public const string Drop = "drop";
    public const string Select = "select";
    public const string SelectHidden = "select-hidden";
    public const string Concatenate = "concatenate";
    public const string CustomMapping = "custom-mapping";
}
