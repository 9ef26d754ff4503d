using Microsoft.ML;

namespace FaceML.Cli;

/// <summary>What a loaded pairs file knows.</summary>
internal static class PairColumns
{
    /// <summary>Whether the pairs name their people, so that the bound can respect that pairs share them.</summary>
    public static bool HaveIdentities(IDataView pairs) => pairs.Schema.GetColumnOrNull("Identity1") is not null;
}
