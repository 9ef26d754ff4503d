namespace FaceML.Verification;

/// <summary>The names of the protocols, as the tool takes them and as reports say them.</summary>
internal static class EvaluationProtocols
{
    private static readonly (string Name, EvaluationProtocol Protocol)[] All =
    [
        ("lfw", EvaluationProtocol.Lfw), ("cfp-fp", EvaluationProtocol.CfpFp), ("agedb", EvaluationProtocol.AgeDb),
        ("calfw", EvaluationProtocol.Calfw), ("cplfw", EvaluationProtocol.Cplfw), ("bin", EvaluationProtocol.Bin),
        ("folders", EvaluationProtocol.Folders), ("pairs", EvaluationProtocol.Pairs),
    ];

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => All.Select(entry => entry.Name);

    /// <summary>The name of a protocol.</summary>
    public static string NameOf(EvaluationProtocol protocol) => All.First(entry => entry.Protocol == protocol).Name;

    /// <summary>The protocol of a name, in any case; null where there is none.</summary>
    public static EvaluationProtocol? Find(string name) =>
        All.Where(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(entry => (EvaluationProtocol?)entry.Protocol)
            .FirstOrDefault();
}
