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
        Degradations degradations = model.Degradations;
        part.Set("dimension", degradations.Dimension);
        part.Set("readings", Bytes(degradations.Readings));
        part.Set("offsets", Bytes(degradations.Offsets));
        part.Set("removals", Bytes(degradations.Removals));
        part.Set("centers", Bytes(degradations.Centers));
        part.Set("prior", degradations.Prior);
        part.Set("temperature", degradations.Temperature);
        part.Set("scales", Bytes(model.Scales));
        part.SetParts("weights", model.Weights, (item, value) => item.Set("value", value));
        part.Set("floor", model.Floor);
    }

    public static FaceQualityModel Read(StageReader part) => new(
        new Degradations(
            part.Int("dimension"),
            Numbers(part, "readings"),
            Numbers(part, "offsets"),
            Numbers(part, "removals"),
            Numbers(part, "centers"),
            part.Double("prior"),
            part.Double("temperature")),
        Numbers(part, "scales"),
        [.. part.Parts("weights", item => item.Double("value"))],
        part.Double("floor"));

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
