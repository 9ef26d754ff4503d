using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace FaceML.Liveness;

/// <summary>
/// Cheap numbers about the image of a face that recapturing changes: a print or a screen is less sharp, has other energy at high
/// frequencies, other colors and fewer of them, and more gloss (Li, Wang, Tan and Jain 2004, "Live face detection based on the analysis of
/// Fourier spectra"; Wen, Han and Jain 2015, "Face spoof detection with image distortion analysis").
/// </summary>
internal static class FaceImageStatistics
{
    private const int Side = 128, Octaves = 6, MomentPlanes = 4;
    private const float Glossy = 0.95f, Colorless = 0.2f;
    private const int ColorLevels = 32;

    /// <summary>How many numbers there are: sharpness, octaves, moments, gloss, diversity.</summary>
    public const int Count = 1 + Octaves + 3 * MomentPlanes + 2;

    /// <summary>The numbers of a face.</summary>
    public static float[] Of(Image image, in Box box)
    {
        var face = new FaceColors(image, box, Side);
        return [Sharpness(face.Luma), .. Spectrum(face.Luma), .. ((int[])[1, 2, 4, 5]).SelectMany(plane => Moments(face.Planes[plane])),
            Gloss(face), Diversity(face)];
    }

    /// <summary>The logarithm of the variance of the Laplacian (Pech-Pacheco et al. 2000), in gray levels squared.</summary>
    private static float Sharpness(float[] luma)
    {
        double sum = 0, squares = 0;
        for (int y = 1; y < Side - 1; y++)
        {
            for (int x = 1; x < Side - 1; x++)
            {
                int at = y * Side + x;
                double laplacian = luma[at - 1] + luma[at + 1] + luma[at - Side] + luma[at + Side] - 4 * luma[at];
                sum += laplacian;
                squares += laplacian * laplacian;
            }
        }

        double count = (Side - 2) * (Side - 2), mean = sum / count;
        return (float)Math.Log(1 + Math.Max(0, squares / count - mean * mean));
    }

    /// <summary>The logarithm of each octave's share of the spectrum's energy, from one cycle per face on; the mean is left out.</summary>
    private static IEnumerable<float> Spectrum(float[] luma)
    {
        var wave = new Complex[Side * Side];
        double mean = luma.Average();
        double[] window = [.. Enumerable.Range(0, Side).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / Side))];
        for (int i = 0; i < wave.Length; i++)
        {
            wave[i] = (luma[i] - mean) * window[i / Side] * window[i % Side];
        }

        Transform(wave);
        double[] energy = new double[Octaves];
        for (int i = 0; i < wave.Length; i++)
        {
            int y = i / Side, x = i % Side;
            double frequency = Math.Sqrt(Square(Math.Min(y, Side - y)) + Square(Math.Min(x, Side - x)));
            if (frequency >= 1 && frequency < Side / 2)
            {
                energy[(int)Math.Log2(frequency)] += Square(wave[i].Magnitude);
            }
        }

        double total = energy.Sum() + 1e-9;
        return energy.Select(e => (float)Math.Log10(e / total + 1e-9));
    }

    private static void Transform(Complex[] wave)
    {
        var line = new Complex[Side];
        for (int pass = 0; pass < 2; pass++)
        {
            (int next, int step) = pass == 0 ? (Side, 1) : (1, Side);
            for (int i = 0; i < Side; i++)
            {
                for (int j = 0; j < Side; j++)
                {
                    line[j] = wave[i * next + j * step];
                }

                Fourier.Forward(line, FourierOptions.Default);
                for (int j = 0; j < Side; j++)
                {
                    wave[i * next + j * step] = line[j];
                }
            }
        }
    }

    private static float[] Moments(float[] plane)
    {
        double mean = plane.Average(), second = 0, third = 0;
        foreach (float value in plane)
        {
            double deviation = value - mean;
            second += deviation * deviation;
            third += deviation * deviation * deviation;
        }

        double spread = Math.Sqrt(second / plane.Length);
        return [(float)mean, (float)spread, spread > 1e-6 ? (float)(third / plane.Length / (spread * spread * spread)) : 0];
    }

    private static float Gloss(FaceColors face) =>
        (float)Enumerable.Range(0, Side * Side).Count(i => face.Brightness[i] > Glossy && face.Saturation[i] < Colorless) / (Side * Side);

    private static float Diversity(FaceColors face)
    {
        var seen = new HashSet<int>();
        ReadOnlySpan<float> red = face.Red.Span, green = face.Green.Span, blue = face.Blue.Span;
        for (int i = 0; i < red.Length; i++)
        {
            seen.Add((Level(red[i]) * ColorLevels + Level(green[i])) * ColorLevels + Level(blue[i]));
        }

        return MathF.Log(seen.Count);
    }

    private static int Level(float value) => Math.Clamp((int)(value * ColorLevels / 256), 0, ColorLevels - 1);

    private static double Square(double value) => value * value;
}
