using System.Diagnostics.CodeAnalysis;
using FaceML.Embedding;
using FaceML.Liveness;

namespace FaceML.Training;

/// <summary>The trainers, reached as <c>ml.Faces.Trainers</c>. Safe to use from several threads.</summary>
[SuppressMessage("Naming", "CA1724:Type names should not match namespaces", Justification = "ML.NET calls its trainers so.")]
public sealed class FaceTrainerCatalog
{
    private readonly MLContext context;

    internal FaceTrainerCatalog(MLContext context) => this.context = context;

    /// <summary>
    /// Learns a projection of vectors from labeled vectors: one set of weights for both sides of every comparison. It starts as the
    /// identity.
    /// </summary>
    /// <param name="outputColumnName">The column of projected vectors that is added.</param>
    /// <param name="inputColumnName">A column of vectors, as <see cref="FaceCatalog.Embed(string, string, string)"/> adds it; null for the
    /// output's name.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    /// <remarks>
    /// Fitting reads the vectors once, in order, and trains in memory. Rows without a vector (NaN: an image without a usable face) or
    /// without a person are left out and counted. It throws <see cref="Data.TrainingDataException"/> when the data cannot be trained on,
    /// and says which people. The same rows and settings give the same head, bit for bit, on the same machine.
    /// </remarks>
    public IEstimator<FaceMetricHeadTransformer> MetricHead(string outputColumnName = "Embedding", string? inputColumnName = null,
        string personColumnName = "Identity") => MetricHead(new FaceMetricHeadOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName ?? outputColumnName,
            PersonColumnName = personColumnName,
        });

    /// <inheritdoc cref="MetricHead(string, string, string)"/>
    /// <param name="options">The settings; here loss, mining, optimizer, form, held-out people, progress, checkpoints.</param>
    public IEstimator<FaceMetricHeadTransformer> MetricHead(FaceMetricHeadOptions options) =>
        new FaceMetricHeadEstimator(context, options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>
    /// Finds a projection of embeddings in closed form, in seconds: what varies within one identity counts less. How much less is chosen by
    /// cross-validation over identities, so that few people do not overfit.
    /// </summary>
    /// <param name="outputColumnName">The column of projected embeddings that is added.</param>
    /// <param name="inputColumnName">A column of embeddings, as <see cref="FaceCatalog.Embed(string, string, string)"/> adds it; null for
    /// the output's name.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    /// <param name="outputLength">Numbers in the embeddings given, at most the length of those read and the number of identities less one;
    /// null: as many as come in.</param>
    /// <param name="shrinkage">Whitens, with the covariance within identities shrunk so far, above 0 and at most 1; null: the form is
    /// chosen.</param>
    /// <param name="cancellationToken">Ends fitting between two rounds of the cross-validation.</param>
    /// <remarks>
    /// Fitting reads the embeddings once. Rows without an embedding or an identity are left out and counted; an identity with a single
    /// image tells where identities lie, not how one varies. The mathematics is that of <see cref="Heads.LinearDiscriminant"/>.
    /// </remarks>
    public IEstimator<FaceMetricHeadTransformer> LinearDiscriminant(
        string outputColumnName = "Embedding", string? inputColumnName = null, string personColumnName = "Identity",
        int? outputLength = null, double? shrinkage = null, CancellationToken cancellationToken = default) =>
        new FaceLinearDiscriminantEstimator(context, new(
            outputColumnName, inputColumnName ?? outputColumnName, personColumnName, outputLength, shrinkage, cancellationToken));

    /// <summary>
    /// Learns, from pairs with the names of their people, a comparison of embeddings whose scores are log-likelihood ratios; it takes the
    /// place of
    /// <see cref="FaceCatalog.Compare"/>. Its model also compares several images of one identity exactly.
    /// </summary>
    /// <param name="outputColumnName">The column of scores (Single, natural logarithm) that is added; NaN where an embedding is
    /// missing.</param>
    /// <param name="firstColumnName">A column of embeddings.</param>
    /// <param name="secondColumnName">A column of embeddings from the same network.</param>
    /// <param name="firstIdentityColumnName">Who the first embedding is of: a text or a key; only needed to fit.</param>
    /// <param name="secondIdentityColumnName">Who the second embedding is of; only needed to fit.</param>
    /// <param name="cancellationToken">Ends fitting between two rounds of the cross-validation.</param>
    /// <remarks>
    /// Fitting reads the pairs once and takes every image of an identity once, in however many pairs it stands: an image is known by its
    /// embedding. Pairs with a missing embedding or identity are left out and counted. The mathematics is that of
    /// <see cref="Classical.Plda"/>.
    /// </remarks>
    public IEstimator<FaceTransformer> Plda(string outputColumnName = "Score", string firstColumnName = "Embedding1",
        string secondColumnName = "Embedding2", string firstIdentityColumnName = "Identity1",
        string secondIdentityColumnName = "Identity2", CancellationToken cancellationToken = default) =>
        new FacePldaEstimator(context, new(
            outputColumnName, firstColumnName, secondColumnName, firstIdentityColumnName, secondIdentityColumnName, cancellationToken));

    /// <summary>
    /// Trains an embedding network further on labeled aligned faces: its own weights, not a projection behind it. The network as it came is
    /// the teacher, so that what it could do is kept. What comes out embeds like any other network.
    /// </summary>
    /// <param name="outputColumnName">The column of vectors that is added.</param>
    /// <param name="inputColumnName">A column of aligned faces.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    /// <param name="network">The network's name in the catalog; null for the default one.</param>
    /// <exception cref="NetworkException">There is no such network, or it is none that can be trained.</exception>
    /// <remarks>
    /// Fitting reads the aligned faces once, in order, and holds them in memory (38 kB each). Rows without an aligned face or without a
    /// person are left out and counted. It throws <see cref="Data.TrainingDataException"/> when the data cannot be trained on, and says
    /// which people, and <see cref="Gradients.GradientException"/> when the network cannot be differentiated. The same rows and settings
    /// give the same network, bit for bit, on the same machine. What comes out embeds like any other network, and is saved with a pipeline.
    /// </remarks>
    public IEstimator<FaceEmbeddingTransformer> FineTuneNetwork(string outputColumnName = "Embedding",
        string inputColumnName = "AlignedFace", string personColumnName = "Identity", string? network = null)
    {
        var options = new FaceNetworkOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            PersonColumnName = personColumnName,
        };
        options.Network = network ?? options.Network;
        return FineTuneNetwork(options);
    }

    /// <inheritdoc cref="FineTuneNetwork(string, string, string, string)"/>
    /// <param name="options">The settings; here also a network to be trained from nothing, other teachers, a shift to prepare for, what is
    /// frozen, progress, checkpoints.</param>
    public IEstimator<FaceEmbeddingTransformer> FineTuneNetwork(FaceNetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FaceNetworkEstimator(context, options, NetworkStart.Of(options));
    }

    /// <summary>Trains a network from random weights on labeled aligned faces.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="outputColumnName">The column of vectors that is added.</param>
    /// <param name="inputColumnName">A column of aligned faces.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    public IEstimator<FaceEmbeddingTransformer> TrainNetwork(Architectures.NetworkArchitecture architecture,
        string outputColumnName = "Embedding", string inputColumnName = "AlignedFace", string personColumnName = "Identity") =>
        FineTuneNetwork(new FaceNetworkOptions
        {
            Architecture = architecture,
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            PersonColumnName = personColumnName,
            Training = FaceNetworkOptions.FromNothing,
        });

    /// <summary>
    /// Trains a network of random weights to repeat what a slower recognizer makes of the same faces; no identities are needed.
    /// The cosines of the student's vectors come near those of the teacher's, of whatever length either are
    /// (<see cref="Networks.TeacherProjection"/>).
    /// </summary>
    /// <param name="student">The network that learns.</param>
    /// <param name="teacherColumnName">A column of the teacher's vectors, for example what the preset <c>accurate</c> makes of the images;
    /// only needed to fit.</param>
    /// <param name="outputColumnName">The column of vectors that is added.</param>
    /// <param name="inputColumnName">A column of aligned faces.</param>
    public IEstimator<FaceEmbeddingTransformer> DistillNetwork(Architectures.NetworkArchitecture student, string teacherColumnName,
        string outputColumnName = "Embedding", string inputColumnName = "AlignedFace") => FineTuneNetwork(new FaceNetworkOptions
        {
            Architecture = student,
            TeacherColumnName = teacherColumnName,
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            PersonColumnName = null,
            Training = FaceNetworkOptions.FromNothing,
        });

    /// <summary>Learns to name known people from labeled vectors, and to reject others.</summary>
    /// <param name="outputColumnName">The column of names that is added; empty for an unknown person.</param>
    /// <param name="inputColumnName">A column of vectors.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    /// <remarks>
    /// Every person gets a direction: the mean of the person's unit vectors, moved by a softmax of the scaled cosines (Wang et al.,
    /// "NormFace", 2017). The threshold comes from rounds in which a fifth of the people is left out, the rest learned anew, and those left
    /// out are searched as strangers; it is a measurement on these people, not a bound with a confidence. Rows without a vector or a person
    /// are left out.
    /// </remarks>
    public IEstimator<FaceIdentityTransformer> IdentityClassifier(string outputColumnName = "PredictedLabel",
        string inputColumnName = "Embedding", string personColumnName = "Identity") => IdentityClassifier(new FaceIdentityOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            PersonColumnName = personColumnName,
        });

    /// <inheritdoc cref="IdentityClassifier(string, string, string)"/>
    /// <param name="options">The settings; here the rate of false positives, the refinement, the columns of score and probability.</param>
    public IEstimator<FaceIdentityTransformer> IdentityClassifier(FaceIdentityOptions options) =>
        new FaceIdentityEstimator(context, options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>
    /// Learns to tell live faces from attacks on the user's own images: a head on a liveness network and on what recapturing does to an
    /// image. Its threshold promises an APCER for every species of attack (ISO/IEC 30107-3), from people who are held out.
    /// </summary>
    /// <param name="outputColumnName">The column of probabilities (Single, 0 to 1) that is added; NaN where there is no face that is
    /// meant.</param>
    /// <param name="facesColumnName">A column of faces, as <see cref="FaceCatalog.Detect(string, string, string)"/> adds it.</param>
    /// <param name="imageColumnName">The column of images that they were found in, FaceML's or ML.NET's (<c>MLImage</c>).</param>
    /// <param name="labelColumnName">A Boolean column, true where an image shows a live face; only needed to fit.</param>
    /// <param name="speciesColumnName">A text column with the species of each attack; null when all are one; only needed to fit.</param>
    /// <param name="personColumnName">Who is shown: a text or a key; only needed to fit.</param>
    /// <param name="maxApcer">The APCER to promise; null for a threshold without a promise.</param>
    /// <remarks>
    /// Fitting reads the images once, in order; images without a face are left out and counted. It throws
    /// <see cref="Evaluation.Calibration.InsufficientDataException"/> when the attacks of a species cannot support the promise, and
    /// <see cref="Data.TrainingDataException"/> when there are too few people to learn from. The same rows and settings give the same head
    /// on the same machine.
    /// </remarks>
    public IEstimator<FaceLivenessHeadTransformer> Liveness(
        string outputColumnName = "Liveness", string facesColumnName = "Faces", string imageColumnName = "Image", string labelColumnName =
            "Label", string? speciesColumnName = "Species",
        string personColumnName = "Identity", double? maxApcer = 0.05) => Liveness(new FaceLivenessHeadOptions
        {
            OutputColumnName = outputColumnName,
            FacesColumnName = facesColumnName,
            ImageColumnName = imageColumnName,
            LabelColumnName = labelColumnName,
            SpeciesColumnName = speciesColumnName,
            PersonColumnName = personColumnName,
            MaxApcer = maxApcer,
        });

    /// <inheritdoc cref="Liveness(string, string, string, string, string, string, double?)"/>
    /// <param name="options">The settings; here also features, the confidence of the promise, who is held out, the network.</param>
    public IEstimator<FaceLivenessHeadTransformer> Liveness(FaceLivenessHeadOptions options) =>
        new FaceLivenessHeadEstimator(context, options ?? throw new ArgumentNullException(nameof(options)));

    /// <summary>Learns Eigenfaces (Turk and Pentland 1991) from aligned faces, without a network and without labels.</summary>
    /// <param name="outputColumnName">The column of unit vectors that is added; a row without an aligned face gets NaN.</param>
    /// <param name="inputColumnName">A column of aligned faces.</param>
    /// <param name="components">How many directions are kept at most.</param>
    public IEstimator<FaceTransformer> Eigenfaces(
        string outputColumnName = "Embedding", string inputColumnName = "AlignedFace", int components = 150) =>
            Describe(new FaceDescriptionOptions
            {
                OutputColumnName = outputColumnName,
                InputColumnName = inputColumnName,
                Method = FaceDescriptionMethod.Eigenfaces,
                Components = components,
            });

    /// <summary>Learns Fisherfaces (Belhumeur, Hespanha, Kriegman 1997) from aligned faces of known people, without a network.</summary>
    /// <param name="outputColumnName">The column of unit vectors that is added; a row without an aligned face gets NaN.</param>
    /// <param name="inputColumnName">A column of aligned faces.</param>
    /// <param name="personColumnName">Who is shown: a name or a key; only needed to fit.</param>
    public IEstimator<FaceTransformer> Fisherfaces(string outputColumnName = "Embedding", string inputColumnName = "AlignedFace",
        string personColumnName = "Identity") => Describe(new FaceDescriptionOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            PersonColumnName = personColumnName,
            Method = FaceDescriptionMethod.Fisherfaces,
        });

    /// <summary>
    /// Describes aligned faces by histograms of local binary patterns (Ahonen, Hadid, Pietikäinen 2006); nothing is learned.
    /// </summary>
    /// <param name="outputColumnName">The column of unit vectors that is added; a row without an aligned face gets NaN.</param>
    /// <param name="inputColumnName">A column of aligned faces.</param>
    public IEstimator<FaceTransformer> LocalBinaryPatterns(string outputColumnName = "Embedding", string inputColumnName = "AlignedFace") =>
        Describe(new FaceDescriptionOptions
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Method = FaceDescriptionMethod.LocalBinaryPatterns,
        });

    /// <summary>Describes aligned faces by one of the classical methods.</summary>
    /// <param name="options">The settings.</param>
    internal IEstimator<FaceTransformer> Describe(FaceDescriptionOptions options) =>
        new FaceDescriptionEstimator(context, options ?? throw new ArgumentNullException(nameof(options)));
}
