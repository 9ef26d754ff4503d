using System.Reflection;

namespace FaceML.Saving;

/// <summary>Which transformers are ML.NET's own, and what they are called.</summary>
internal static class MLNetStages
{
    private static readonly byte[] Token = typeof(MLContext).Assembly.GetName().GetPublicKeyToken()!;

    /// <summary>
    /// Assemblies of ML.NET whose components turn a file into numbers and nothing else. Those that run graphs of other frameworks
    /// (TensorFlow, which can read and write files, and TorchSharp) are not among them: whoever loads such a file names them.
    /// </summary>
    public static readonly IReadOnlySet<string> Assemblies = new HashSet<string>(StringComparer.Ordinal)
    {
        "Microsoft.ML.Core",
        "Microsoft.ML.Data",
        "Microsoft.ML.Ensemble",
        "Microsoft.ML.FastTree",
        "Microsoft.ML.ImageAnalytics",
        "Microsoft.ML.KMeansClustering",
        "Microsoft.ML.LightGbm",
        "Microsoft.ML.Mkl.Components",
        "Microsoft.ML.OnnxTransformer",
        "Microsoft.ML.PCA",
        "Microsoft.ML.Recommender",
        "Microsoft.ML.StandardTrainers",
        "Microsoft.ML.Transforms",
    };

    /// <summary>Whether a transformer's type is ML.NET's own, by the name and the public key token of its assembly.</summary>
    public static bool IsOwn(ITransformer stage)
    {
        AssemblyName assembly = stage.GetType().Assembly.GetName();
        return assembly.Name!.StartsWith("Microsoft.ML.", StringComparison.Ordinal)
            && Token.AsSpan().SequenceEqual(assembly.GetPublicKeyToken());
    }

    /// <summary>
    /// The type's name without what it is made of: ML.NET loads a predictor's transformer under a more general type than it was fitted.
    /// </summary>
    public static string ShortNameOf(ITransformer stage) => stage.GetType().Name.Split('`')[0];

    /// <summary>
    /// The type's name, with what it is made of: <c>MulticlassPredictionTransformer&lt;MaximumEntropyModelParameters&gt;</c>.
    /// </summary>
    public static string NameOf(ITransformer stage) => NameOf(stage.GetType());

    /// <summary>The stages of a chain in flat order: a chain may hold chains.</summary>
    public static IEnumerable<ITransformer> Flatten(ITransformer model) => model is IEnumerable<ITransformer> chain
        ? chain.SelectMany(Flatten)
        : [model];

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;
}
