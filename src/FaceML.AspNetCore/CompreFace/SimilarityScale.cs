using System.Numerics.Tensors;
using FaceML.Calibration;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;
using FaceML.Verification;

namespace FaceML.AspNetCore.CompreFace;

/// <summary>
/// Similarities as CompreFace's clients read them: probabilities by the preset's calibration, to five digits. A face about which nothing
/// may be decided has the similarity 0 with every other. Thread-safe.
/// </summary>
internal sealed class SimilarityScale(FaceEngine engine, FaceMLOptions options)
{
    private const int Digits = 5;

    private static readonly double PairPrior = new FaceVerifierOptions().MatedPrior;

    private readonly RecipeCalibration? calibration = RecipeCalibration.For(engine.Recognizer);
    private readonly bool onlyPromised = options.CompreFace.OnlyPromised;

    /// <summary>The probability that two faces are one person's, when as many pairs are expected to be one person's as not.</summary>
    public double Compare(in AssessedEmbedding a, in AssessedEmbedding b) =>
        a.IsRecognizable && b.IsRecognizable ? Compare(a, b.Embedding) : 0;

    /// <summary>The same of a face and what a gallery holds of another.</summary>
    public double Compare(in AssessedEmbedding face, ReadOnlyMemory<float> enrolled) =>
        face.IsRecognizable ? Of(TensorPrimitives.Dot(face.Embedding.Span, enrolled.Span), PairPrior) : 0;

    /// <summary>
    /// The most alike subjects of each face. The probability is that of a search: before it, each of the N subjects and somebody unknown
    /// are equally likely, so that the best of many is not taken for sure because there are many.
    /// </summary>
    /// <param name="gallery">The gallery with the subjects.</param>
    /// <param name="faces">The faces.</param>
    /// <param name="most">The most subjects of a face.</param>
    /// <param name="exclusive">Whether the faces are of one image, on which a person is once: only the most alike face is named so. Where
    /// not only promised matches are answered, this makes no difference.</param>
    public IReadOnlyList<IReadOnlyList<SimilarAnswer>> Search(
        Gallery gallery, IReadOnlyList<AssessedEmbedding> faces, int most, bool exclusive)
    {
        int people = gallery.PersonCount;
        if (people == 0)
        {
            return [.. faces.Select(_ => (IReadOnlyList<SimilarAnswer>)[])];
        }

        // As many candidates as there are faces: that many names may be taken already.
        var search = new SearchOptions { Top = Math.Min(exclusive ? Math.Max(most, faces.Count) : most, people) };
        IReadOnlyList<SearchResult> answers = gallery.Search(
            [.. faces.Select(face => face.Embedding)], engine.ForGalleries.Recipe, search);
        Person?[] names = exclusive && onlyPromised
            ? GalleryRecognizer.ExclusiveNames([.. faces.Select(face => face.IsRecognizable)], answers)
            : new Person?[answers.Count];
        string[] taken = [.. names.OfType<Person>().Select(person => person.Id)];
        double prior = 1.0 / (1 + people);
        return
        [
            .. answers.Select((answer, i) => (IReadOnlyList<SimilarAnswer>)
            [
                .. answer.Candidates
                    .Where(found => IsShown(faces[i], found)
                        && (found.Person.Id == names[i]?.Id || !taken.Contains(found.Person.Id, StringComparer.Ordinal)))
                    .Take(most)
                    .Select(found => new SimilarAnswer(found.Person.Id, faces[i].IsRecognizable ? Of(found.Score, prior) : 0)),
            ]),
        ];
    }

    /// <summary>An embedding of a client as the gallery takes it; it is brought to length 1.</summary>
    /// <exception cref="CompreFaceException">It is not an embedding of the preset.</exception>
    public AssessedEmbedding Assess(float[] embedding)
    {
        int length = engine.Recognizer.Embedder.Length;
        float norm = TensorPrimitives.Norm<float>(embedding);
        if (embedding.Length != length || !float.IsFinite(norm) || norm == 0)
        {
            throw new CompreFaceException(
                CompreFaceCode.IncorrectArgument, $"An embedding must have {length} finite numbers that are not all zero.");
        }

        float[] unit = new float[length];
        TensorPrimitives.Divide(embedding, norm, unit);
        return engine.ForGalleries.Assess(unit);
    }

    private bool IsShown(in AssessedEmbedding face, Candidate candidate) =>
        !onlyPromised || (face.IsRecognizable && candidate.Decision == Evaluation.Calibration.MatchDecision.Match);

    // Without a calibration the score itself, as a number from 0 to 1.
    private double Of(float score, double prior) =>
        Math.Round(calibration?.Score.Probability(score, prior) ?? Math.Clamp(score, 0, 1), Digits);
}
