using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;

namespace FaceML.Training;

/// <summary>The trainers, reached as <c>ml.Faces.Trainers</c>. Safe to use from several threads.</summary>
[SuppressMessage("Naming", "CA1724:Type names should not match namespaces", Justification = "ML.NET calls its trainers so.")]
public sealed class FaceTrainerCatalog
{
    private readonly MLContext context;

    internal FaceTrainerCatalog(MLContext context) => this.context = context;

    /// <summary>Learns a projection of vectors from labelled vectors: one set of weights for both sides of every comparison. It starts as the identity.</summary>
    /// <param name="outputColumnName">The column of projected vectors that is added.</param>
    /// <param name="inputColumnName">A column of vectors, as <see cref="FaceCatalog.Embed(string, string, string)"/> adds it; null for the output's name.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    public FaceMetricHeadEstimator MetricHead(string outputColumnName = "Embedding", string? inputColumnName = null, string personColumnName = "Identity") => MetricHead(new FaceMetricHeadOptions
    {
        OutputColumnName = outputColumnName,
        InputColumnName = inputColumnName ?? outputColumnName,
        PersonColumnName = personColumnName,
    });

    /// <inheritdoc cref="MetricHead(string, string, string)"/>
    /// <param name="options">The settings; here loss, mining, optimiser, form, held-out people, progress, checkpoints.</param>
    public FaceMetricHeadEstimator MetricHead(FaceMetricHeadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaceMetricHeadEstimator(context, options);
    }

    /// <summary>Learns to name known people from labelled vectors, and to reject others.</summary>
    /// <param name="outputColumnName">The column of names that is added; empty for nobody known.</param>
    /// <param name="inputColumnName">A column of vectors.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    public FaceIdentityEstimator IdentityClassifier(string outputColumnName = "PredictedLabel", string inputColumnName = "Embedding", string personColumnName = "Identity") => IdentityClassifier(new FaceIdentityOptions
    {
        OutputColumnName = outputColumnName,
        InputColumnName = inputColumnName,
        PersonColumnName = personColumnName,
    });

    /// <inheritdoc cref="IdentityClassifier(string, string, string)"/>
    /// <param name="options">The settings; here the rate of false positives, the refinement, the columns of score and probability.</param>
    public FaceIdentityEstimator IdentityClassifier(FaceIdentityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaceIdentityEstimator(context, options);
    }

    /// <summary>Learns Eigenfaces (Turk and Pentland 1991) from aligned faces, without a network and without labels.</summary>
    /// <param name="outputColumnName">The column of unit vectors that is added; a row without a chip gets NaN.</param>
    /// <param name="inputColumnName">A column of aligned chips.</param>
    /// <param name="components">How many directions are kept at most.</param>
    public FaceDescriptionEstimator Eigenfaces(string outputColumnName = "Embedding", string inputColumnName = "Chip", int components = 150) => Describe(new FaceDescriptionOptions
    {
        OutputColumnName = outputColumnName,
        InputColumnName = inputColumnName,
        Method = FaceDescriptionMethod.Eigenfaces,
        Components = components,
    });

    /// <summary>Learns Fisherfaces (Belhumeur, Hespanha, Kriegman 1997) from aligned faces of known people, without a network.</summary>
    /// <param name="outputColumnName">The column of unit vectors that is added; a row without a chip gets NaN.</param>
    /// <param name="inputColumnName">A column of aligned chips.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    public FaceDescriptionEstimator Fisherfaces(string outputColumnName = "Embedding", string inputColumnName = "Chip", string personColumnName = "Identity") => Describe(new FaceDescriptionOptions
    {
        OutputColumnName = outputColumnName,
        InputColumnName = inputColumnName,
        PersonColumnName = personColumnName,
        Method = FaceDescriptionMethod.Fisherfaces,
    });

    /// <summary>Describes aligned faces by histograms of local binary patterns (Ahonen, Hadid, Pietikäinen 2006); nothing is learnt.</summary>
    /// <param name="outputColumnName">The column of unit vectors that is added; a row without a chip gets NaN.</param>
    /// <param name="inputColumnName">A column of aligned chips.</param>
    public FaceDescriptionEstimator LocalBinaryPatterns(string outputColumnName = "Embedding", string inputColumnName = "Chip") => Describe(new FaceDescriptionOptions
    {
        OutputColumnName = outputColumnName,
        InputColumnName = inputColumnName,
        Method = FaceDescriptionMethod.LocalBinaryPatterns,
    });

    /// <summary>Describes aligned faces by one of the classical methods.</summary>
    /// <param name="options">The settings.</param>
    public FaceDescriptionEstimator Describe(FaceDescriptionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaceDescriptionEstimator(context, options);
    }
}
