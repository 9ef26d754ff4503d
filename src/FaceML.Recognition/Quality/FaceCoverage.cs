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

    /// <summary>The cells that are read, numbered row by row: those of the face, without what lies above and beside it.</summary>
    internal static IReadOnlyList<int> Cells { get; } =
        [.. Enumerable.Range(0, Side * Side).Where(cell => cell / Side > 0 && cell % Side is > 0 and < Side - 1)];

    private float Most { get; }

    /// <summary>Whether so much of a face is covered that nothing should be decided; not where the share is not known.</summary>
    internal static bool IsTooMuch(float? covered) => covered is { } share && share > Shared.Value.Most;

    /// <summary>The coverage of an embedding network's faces; null where none was fitted to it.</summary>
    internal static FaceCoverage? For(NetworkCard card) => card.OutputIndexOrNull(Role) is { } cells
        && card.Sha256 == Shared.Value.network && card.Outputs[cells].Shape is [var channels, _, _]
        && channels + 1 == Shared.Value.weights[0].Length ? Shared.Value : null;

    /// <summary>The share of the face that is covered, 0 to 1.</summary>
    /// <param name="map">The network's output <c>cells</c> of one face: channels × rows × columns.</param>
    /// <param name="side">Its rows and its columns, a multiple of <see cref="Side"/>.</param>
    internal float Of(ReadOnlySpan<float> map, int side)
    {
        Span<float> shares = stackalloc float[Cells.Count], channels = stackalloc float[weights[0].Length - 1];
        for (int i = 0; i < shares.Length; i++)
        {
            Describe(map, side, Cells[i], channels);
            shares[i] = OfCell(weights[i], channels);
        }

        return Of(shares);
    }

    /// <summary>
    /// The share of the face that is covered by that of each cell: to two thirds the mean over all cells, to one third that over the most
    /// covered band of two rows, the eyes or the mouth.
    /// </summary>
    internal static float Of(ReadOnlySpan<float> shares)
    {
        float most = 0;
        for (int row = 0; row + (2 * Across) <= shares.Length; row += Across)
        {
            most = Math.Max(most, TensorPrimitives.Sum(shares.Slice(row, 2 * Across)));
        }

        return ((2 * TensorPrimitives.Sum(shares) / shares.Length) + (most / (2 * Across))) / 3;
    }

    /// <summary>The share of one cell that is covered, 0 to 1.</summary>
    /// <param name="weights">The weights of the channels, then the constant.</param>
    /// <param name="channels">The channels' means in the cell.</param>
    internal static float OfCell(float[] weights, ReadOnlySpan<float> channels) =>
        Math.Clamp(TensorPrimitives.Dot(channels, weights.AsSpan(0, channels.Length)) + weights[^1], 0, 1);

    /// <summary>The mean of each channel in a cell.</summary>
    internal static void Describe(ReadOnlySpan<float> map, int side, int cell, Span<float> channels)
    {
        int inCell = side / Side, top = cell / Side * inCell, left = cell % Side * inCell;
        for (int channel = 0; channel < channels.Length; channel++)
        {
            float sum = 0;
            for (int row = top; row < top + inCell; row++)
            {
                foreach (float value in map.Slice((((channel * side) + row) * side) + left, inCell))
                {
                    sum += value;
                }
            }

            channels[channel] = sum / (inCell * inCell);
        }
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
