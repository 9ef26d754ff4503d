using FaceML.Loading;

namespace FaceML.Cli;

/// <summary>What a loaded pairs file knows.</summary>
internal static class PairColumns
{
    /// <summary>
    /// Whether the pairs name their people, so that the bound can respect that pairs share them; all do or none does
    /// (<see cref="Data.PairsFile"/>).
    /// </summary>
    public static bool HaveIdentities(MLContext ml, IDataView pairs) =>
        ml.Data.CreateEnumerable<FacePairRow>(pairs, reuseRowObject: true).Take(1).Any(pair => pair.Identity1.Length > 0);
}
