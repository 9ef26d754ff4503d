using System.Numerics.Tensors;
using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Galleries.Search;
using FaceML.Quality;

namespace FaceML.Identification;

/// <summary>
/// Says who faces belong to, among the people of a gallery; unknown is an answer. People that are enrolled or erased later are found, or
/// found no more, without fitting again. Made by <see cref="FaceIdentificationEstimator"/>; does not own the gallery.
/// </summary>
internal sealed class FaceIdentificationTransformer : FaceTransformer
{
    internal const string Stage = "Identify", StageKind = "gallery";
    private const int Block = 32;
    private const float LengthTolerance = 1e-3f; // what a gallery takes as a unit vector

    private static readonly SearchOptions Best = new() { Top = 1 };

    private readonly GalleryRecipe recipe;
    private readonly FaceQualityModel? quality;

    internal FaceIdentificationTransformer(FaceIdentificationOptions options)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        Gallery = options.Gallery;
        recipe = options.Recipe ?? Gallery.Definition.Recipe;
        quality = options.Quality;
        if (recipe.Fingerprint != Gallery.Definition.Recipe.Fingerprint)
        {
            throw new GalleryException(GalleryError.RecipeMismatch,
                $"The gallery '{Gallery.Definition.Id}' holds embeddings of {Gallery.Definition.Recipe}; these are of {recipe}. "
                    + "Open a gallery of this recipe, or make embeddings by the gallery's.");
        }

        if ((Gallery.Definition.Length == EmbeddingLength.Compensated) != (quality is not null))
        {
            throw new ArgumentException(
                $"The gallery '{Gallery.Definition.Id}' holds {Gallery.Definition.Length} embeddings: {nameof(options.Quality)} must be "
                    + $"{(quality is null ? "the recipe's quality model" : "null")}.", nameof(options));
        }
    }

    /// <summary>Who is searched for.</summary>
    public Gallery Gallery { get; }

    internal override string Kind => StageKind;

    internal override int BlockSize => Block;

    internal static InputColumn[] InputsOf(FaceIdentificationOptions options) =>
        [InputColumn.Vector(options.InputColumnName, options.Gallery.Definition.Dimension)];

    internal static OutputColumn[] OutputsOf(FaceIdentificationOptions options) =>
    [
        new(options.OutputColumnName, TextDataViewType.Instance), new(options.NameColumnName, TextDataViewType.Instance),
        new(options.ScoreColumnName, NumberDataViewType.Single), new(options.DecisionColumnName, TextDataViewType.Instance),
    ];

    internal static FaceIdentificationTransformer Read(StageReader reader)
    {
        GalleryRecipe recipe = new(reader.Text("recipe"), reader.Text("fingerprint"));
        var options = new FaceIdentificationOptions(
            reader.Text("output"), reader.Text("input"), reader.Gallery("gallery"), reader.Text("name"), reader.Text("score"),
            reader.Text("decision"), recipe, reader.PartOrNull("quality", FaceQualityJson.Read));
        try
        {
            return new FaceIdentificationTransformer(options);
        }
        catch (GalleryException e)
        {
            throw reader.Error(e.Message.TrimEnd('.'));
        }
    }

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("name", Outputs[1].Name);
        settings.Set("score", Outputs[2].Name);
        settings.Set("decision", Outputs[3].Name);
        settings.Set("input", Inputs[0].Name);
        settings.Set("gallery", Gallery.Definition.Id);
        settings.Set("recipe", recipe.Name);
        settings.Set("fingerprint", recipe.Fingerprint);
        settings.SetPart("quality", quality, FaceQualityJson.Write);
    }

    internal override string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"the people of the gallery '{Gallery.Definition.Id}', which this file refers to and does not hold; the threshold "
            + $"is the gallery's.");

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<VBuffer<float>>(inputs[0]), capacity);

    private sealed class Work(FaceIdentificationTransformer stage, ValueGetter<VBuffer<float>> getVector, int capacity) : BlockWork
    {
        private readonly float[]?[] probes = new float[]?[capacity];
        private readonly string[] identities = new string[capacity], names = new string[capacity], decisions = new string[capacity];
        private readonly float[] scores = new float[capacity];
        private VBuffer<float> vector;

        public override void Read(int slot)
        {
            getVector(ref vector);
            float[] numbers = [.. vector.DenseValues()];
            probes[slot] = numbers.Length == 0 || !TensorPrimitives.IsFiniteAll<float>(numbers) ? null
                : stage.quality is { } model ? Compensated(model, numbers) : Unit(numbers);
        }

        private static float[]? Compensated(FaceQualityModel model, float[] numbers)
        {
            FaceQualityModel.Assessed face = model.Assess(numbers);
            return face.Quality >= model.Floor ? face.Compensated : null;
        }

        // Scores are cosines: the length of an embedding says nothing.
        private static float[]? Unit(float[] numbers)
        {
            float length = TensorPrimitives.Norm<float>(numbers);
            if (length > 0 && MathF.Abs(length - 1) > LengthTolerance)
            {
                TensorPrimitives.Divide(numbers, length, numbers);
            }

            return length > 0 ? numbers : null;
        }

        public override void Run(int count)
        {
            int[] asked = [.. Enumerable.Range(0, count).Where(slot => probes[slot] is not null)];
            IReadOnlyList<SearchResult> answers = asked.Length == 0
                ? [] : stage.Gallery.Search([.. asked.Select(slot => (ReadOnlyMemory<float>)probes[slot])], stage.recipe, Best);
            for (int slot = 0; slot < count; slot++)
            {
                (identities[slot], names[slot], scores[slot], decisions[slot]) = ("", "", float.NaN, nameof(MatchDecision.Uncertain));
            }

            foreach ((int slot, SearchResult answer) in asked.Zip(answers))
            {
                MatchDecision decision = !answer.IsDecided ? MatchDecision.Uncertain
                    : answer.Identity is null ? MatchDecision.NoMatch : MatchDecision.Match;
                (identities[slot], names[slot], scores[slot], decisions[slot]) = (
                    answer.Identity?.Id ?? "", answer.Identity?.DisplayName ?? "",
                    answer.Candidates is [{ } best, ..] ? best.Score : float.NaN, decision.ToString());
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => output switch
        {
            0 => SlotGetter.OfText(identities, slot),
            1 => SlotGetter.OfText(names, slot),
            2 => SlotGetter.Of(scores, slot),
            _ => SlotGetter.OfText(decisions, slot),
        };
    }
}
