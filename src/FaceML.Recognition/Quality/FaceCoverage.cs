using System.Numerics.Tensors;
using System.Text.Json;

namespace FaceML.Recognition;

/// <summary>
/// How much of a face something covers: hands, masks, sunglasses, bars. Read from the values in the middle of the embedding network, which
/// still lie where the face's parts lie: for each of 6 × 5 cells of the aligned face a linear regression on the network's channels says
/// what share of the cell shows no face. For the network alone that it was fitted to, by its card's output <c>cells</c>.
/// </summary>
/// <remarks>Immutable and thread-safe. 30 × 128 multiplications a face.</remarks>
internal sealed class FaceCoverage
{
    /// <summary>The role of the output that is read.</summary>
    internal const string Role = "cells";

    /// <summary>Cells across and down the aligned face.</summary>
    internal const int Side = 7;

    // Those of them that are read.
    private const int Across = 5;

    private static readonly Lazy<FaceCoverage> Shared = new(Read);

    private readonly string network;
    private readonly float[][] weights;

    private FaceCoverage(string network, float most, float[][] weights) => (this.network, Most, this.weights) = (network, most, weights);

    /// <summary>The coverage from which on nothing is decided about a face, 0 to 1.</summary>
    internal static float MostDecided => Shared.Value.Most;

    /// <summary>The cells that are read, numbered row by row: those of the face, without what lies above and beside it.</summary>
    internal static IReadOnlyList<int> Cells { get; } =
        [.. Enumerable.Range(0, Side * Side).Where(cell => cell / Side > 0 && cell % Side is > 0 and < Side - 1)];

    private float Most { get; }

    /// <summary>The coverage of an embedding network's faces; null where none was fitted to it.</summary>
    internal static FaceCoverage? For(NetworkCard card) => card.OutputIndexOrNull(Role) is { } cells
        && card.Sha256 == Shared.Value.network && card.Outputs[cells].Shape is [var channels, _, _]
        && channels + 1 == Shared.Value.weights[0].Length ? Shared.Value : null;

    /// <summary>The share of the face that is covered, 0 to 1.</summary>
    /// <param name="map">The network's output <c>cells</c> of one face: channels × rows × columns.</param>
    /// <param name="side">Its rows and its columns, a multiple of <see cref="Side"/>.</param>
    internal float Of(ReadOnlySpan<float> map, int side) => Of(weights, Describe(map, side));

    /// <summary>
    /// The share of the face that is covered by the weights of each cell: to two thirds the mean over all cells, to one third that over the
    /// most covered band of two rows, the eyes or the mouth. A band hides more of who it is than as much that lies scattered.
    /// </summary>
    internal static float Of(float[][] weights, float[][] described)
    {
        float all = 0, mostOfBands = 0, above = 0;
        for (int row = 0; row < described.Length / Across; row++)
        {
            float sum = 0;
            for (int i = row * Across; i < (row + 1) * Across; i++)
            {
                sum += OfCell(weights[i], described[i]);
            }

            mostOfBands = row == 0 ? 0 : Math.Max(mostOfBands, above + sum);
            above = sum;
            all += sum;
        }

        return ((2 * all / described.Length) + (mostOfBands / (2 * Across))) / 3;
    }

    /// <summary>The share of one cell that is covered, 0 to 1.</summary>
    /// <param name="weights">The weights of the channels, then the constant.</param>
    /// <param name="channels">The channels' means in the cell.</param>
    private static float OfCell(float[] weights, float[] channels) =>
        Math.Clamp(TensorPrimitives.Dot<float>(channels, weights.AsSpan(0, channels.Length)) + weights[^1], 0, 1);

    /// <summary>For each of the <see cref="Cells"/> the mean of each channel in it.</summary>
    internal static float[][] Describe(ReadOnlySpan<float> map, int side)
    {
        int channels = map.Length / (side * side), inCell = side / Side;
        float[][] described = new float[Cells.Count][];
        for (int i = 0; i < described.Length; i++)
        {
            described[i] = new float[channels];
            int top = Cells[i] / Side * inCell, left = Cells[i] % Side * inCell;
            for (int channel = 0; channel < channels; channel++)
            {
                float sum = 0;
                for (int row = top; row < top + inCell; row++)
                {
                    for (int column = left; column < left + inCell; column++)
                    {
                        sum += map[(channel * side + row) * side + column];
                    }
                }

                described[i][channel] = sum / (inCell * inCell);
            }
        }

        return described;
    }

    private static FaceCoverage Read()
    {
        using Stream stream = typeof(FaceCoverage).Assembly.GetManifestResourceStream("FaceML.Recognition.FaceCoverage.json")!;
        // Field by field: the serializer would look the type over by reflection, at every start that finds a face.
        using var document = JsonDocument.Parse(stream);
        JsonElement json = document.RootElement;
        List<float[]> weights = [];
        foreach (JsonElement cell in json.GetProperty("cells").EnumerateArray())
        {
            float[] numbers = new float[cell.GetArrayLength()];
            int next = 0;
            foreach (JsonElement number in cell.EnumerateArray())
            {
                numbers[next++] = number.GetSingle();
            }

            weights.Add(numbers);
        }

        return weights.Count == Cells.Count
            ? new(json.GetProperty("network").GetString()!, json.GetProperty("mostDecided").GetSingle(), [.. weights])
            : throw new InvalidDataException($"{Cells.Count} cells are expected; there are {weights.Count}.");
    }
}
