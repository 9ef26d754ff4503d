using System.Reflection;
using System.Text;
using System.Text.Json;

namespace FaceML.Calibration;

/// <summary>
/// A calibration in this assembly: its recipe, which is read first, and the whole of it once it is asked for. A start needs one of them,
/// and reading one takes longer than running a network.
/// </summary>
internal sealed class ShippedCalibration
{
    private const string Resources = "FaceML.Calibrations.";

    private static readonly Lazy<ShippedCalibration[]> Listed = new(List);

    private readonly Lazy<RecipeCalibration> whole;

    private ShippedCalibration(string resource)
    {
        byte[] json = Read(resource);
        Recipe = CalibratedRecipe.Read(json);
        whole = new(() => RecipeCalibration.FromJson(Encoding.UTF8.GetString(json), resource[Resources.Length..]));
    }

    /// <summary>All, by name.</summary>
    public static IReadOnlyList<ShippedCalibration> All => Listed.Value;

    public CalibratedRecipe Recipe { get; }

    public RecipeCalibration Whole => whole.Value;

    /// <summary>The calibration of a recipe, or null when there is none.</summary>
    public static RecipeCalibration? Find(FaceRecognizerOptions recognition, IReadOnlyList<NetworkCard> cards) =>
        All.FirstOrDefault(shipped => shipped.Recipe.Difference(recognition, cards) is null)?.Whole;

    private static ShippedCalibration[] List() =>
    [
        .. typeof(ShippedCalibration).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Resources, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => new ShippedCalibration(name)),
    ];

    private static byte[] Read(string resource)
    {
        Assembly assembly = typeof(ShippedCalibration).Assembly;
        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        byte[] json = new byte[stream.Length];
        stream.ReadExactly(json);
        return json;
    }
}

/// <summary>Which recipe a calibration was measured on.</summary>
/// <param name="Networks">The SHA-256 of the networks' files: detector, landmarks, embedder.</param>
/// <param name="LandmarkPasses">The landmark passes.</param>
/// <param name="Flip">Whether the mirrored face is added.</param>
internal sealed record CalibratedRecipe(IReadOnlyList<string> Networks, int LandmarkPasses, bool Flip)
{
    /// <summary>Reads the recipe from a calibration file, up to the last of its three settings, which stand at its beginning.</summary>
    public static CalibratedRecipe Read(ReadOnlySpan<byte> json)
    {
        List<string> networks = [];
        int passes = -1;
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("networks"u8))
            {
                for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.String;)
                {
                    networks.Add(reader.GetString()!);
                }
            }
            else if (reader.ValueTextEquals("landmarkPasses"u8) && reader.Read())
            {
                passes = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("flip"u8) && reader.Read())
            {
                return new(networks, passes, reader.GetBoolean());
            }
        }

        throw new InvalidDataException("A calibration must state its networks, landmark passes and flip.");
    }

    /// <summary>What is first found to differ, as "OURS; the pipeline THEIRS"; null when the recipe is this one.</summary>
    public string? Difference(FaceRecognizerOptions recognition, IReadOnlyList<NetworkCard> cards, NetworkCatalog? catalog = null)
    {
        if (!Networks.SequenceEqual(cards.Select(card => card.Sha256), StringComparer.OrdinalIgnoreCase))
        {
            string NameOf(string hash) =>
                catalog?.Entries.FirstOrDefault(e => hash.Equals(e.Card.Sha256, StringComparison.OrdinalIgnoreCase))?.Card.Name
                    ?? $"SHA-256 {hash[..12]}…";
            string[] names = [.. Networks.Select(NameOf)];
            return $"the networks {string.Join(", ", names)}; the pipeline uses {string.Join(", ", cards.Select(card => card.Name))}";
        }

        bool flip = recognition.Embedding.Flip || cards.First(card => card.Embedding is not null).Embedding!.Flip;
        return recognition.Landmarks.Passes != LandmarkPasses
            ? $"{LandmarkPasses} landmark passes; the pipeline takes {recognition.Landmarks.Passes}"
            : flip && !Flip ? "the face as it is alone; the pipeline adds the flipped face"
            : Flip && !flip ? "the flipped face added; the pipeline does not add the flipped face"
            : null;
    }
}
