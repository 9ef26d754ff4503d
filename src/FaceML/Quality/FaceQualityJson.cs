using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FaceML.Recognition;
using FaceML.Saving;

namespace FaceML.Quality;

/// <summary>A quality model in a calibration file and in the settings of a saved stage.</summary>
internal static class FaceQualityJson
{
    public static void Write(StageWriter part, FaceQualityModel model)
    {
        part.Set("dimension", model.Dimension);
        part.Set("readings", Bytes(model.Readings));
        part.Set("removals", Bytes(model.Removals));
        part.Set("first", Bytes(model.First));
        SetNumbers(part, "levels", model.Levels);
        part.Set("kept", Bytes(model.Kept));
        SetNumbers(part, "weights", model.Weights);
        part.Set("floor", model.Floor);
        part.Set("offsets", Bytes(model.Offsets));
    }

    public static FaceQualityModel Read(StageReader part) => new(
        part.Int("dimension"),
        Numbers(part, "readings"),
        Numbers(part, "removals"),
        Numbers(part, "first"),
        Values(part, "levels"),
        Numbers(part, "kept"),
        Values(part, "weights"),
        part.Double("floor"),

        // Files from before there were offsets have none.
        part.Has("offsets") ? Numbers(part, "offsets") : null);

    private static void SetNumbers(StageWriter part, string name, IReadOnlyList<double> values) =>
        part.SetParts(name, values, (item, value) => item.Set("value", value));

    private static double[] Values(StageReader part, string name) => [.. part.Parts(name, item => item.Double("value"))];

    // Numbers of 16 bits: of a score they change the fifth decimal.
    private static byte[] Bytes(IReadOnlyList<float> numbers) =>
        MemoryMarshal.AsBytes<Half>(Array.ConvertAll([.. numbers], number => (Half)number)).ToArray();

    private static float[] Numbers(StageReader part, string name)
    {
        byte[] bytes = part.Bytes(name);
        if (bytes.Length % 2 != 0)
        {
            throw part.Error($"'{name}' must be numbers of two bytes");
        }

        float[] numbers = new float[bytes.Length / 2];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(2 * i));
        }

        return numbers;
    }
}
