using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>
/// Runs a network on what it is to be shown and finds, for each of some values between its nodes, the range that 256 levels serve with the
/// least squared error. The extremes alone would spend most levels on what hardly occurs.
/// </summary>
internal sealed class ActivationCalibration
{
    private const int Bins = 2048, Steps = 40;
    private const double Step = 0.02;

    private readonly Dictionary<string, (float Low, float High)> extremes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long[]> histograms = new(StringComparer.Ordinal);

    private ActivationCalibration()
    {
    }

    /// <summary>Measures the ranges.</summary>
    /// <param name="network">The network's name, for the error.</param>
    /// <param name="prepared">The network in single precision.</param>
    /// <param name="values">The values.</param>
    /// <param name="inputs">What the network is shown, one image each.</param>
    /// <param name="shape">The input's dimensions for one image.</param>
    /// <param name="shown">Called after each image, twice for each.</param>
    /// <exception cref="NetworkException">ONNX Runtime does not load or run the network, or a value is not finite.</exception>
    public static IReadOnlyDictionary<string, ActivationRange> Measure(string network, OnnxModel prepared, IReadOnlyList<string> values,
        IReadOnlyList<float[]> inputs, long[] shape, Action shown)
    {
        ActivationCalibration calibration = new();
        try
        {
            calibration.Run(prepared, values, inputs, shape, shown);
        }
        catch (OnnxRuntimeException e)
        {
            throw new NetworkException(network, $"ONNX Runtime does not run it with its inner values as outputs: {e.Message}", e);
        }

        foreach (string value in values)
        {
            (float low, float high) = calibration.extremes[value];
            if (!float.IsFinite(low) || !float.IsFinite(high))
            {
                throw new NetworkException(network, $"its value \"{value}\" is not finite on the images of the calibration");
            }
        }

        return values.ToDictionary(value => value, calibration.Best, StringComparer.Ordinal);
    }

    private void Run(OnnxModel prepared, IReadOnlyList<string> values, IReadOnlyList<float[]> inputs, long[] shape, Action shown)
    {
        string input = prepared.Graph.RequiredInputs.Single().Name;
        string[] inner = [.. values.Where(value => value != input)];
        OnnxModel open = OnnxModel.Read(prepared.ToBytes());
        foreach (string value in inner.Except(open.Graph.Outputs.Select(o => o.Name)))
        {
            open.Graph.Outputs.Add(new(value, OnnxElementType.Float32));
        }

        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(open.ToBytes(), options);
        using RunOptions run = new();
        foreach (Action<string, ReadOnlySpan<float>> look in (Action<string, ReadOnlySpan<float>>[])[Widen, Count])
        {
            foreach (float[] image in inputs)
            {
                using OrtValue shownImage = OrtValue.CreateTensorValueFromMemory(image, shape);
                using IDisposableReadOnlyCollection<OrtValue> found = session.Run(run, [input], [shownImage], inner);
                if (inner.Length < values.Count)
                {
                    look(input, image);
                }

                for (int i = 0; i < inner.Length; i++)
                {
                    look(inner[i], found[i].GetTensorDataAsSpan<float>());
                }

                shown();
            }
        }
    }

    private void Widen(string value, ReadOnlySpan<float> numbers)
    {
        (float low, float high) = extremes.GetValueOrDefault(value);
        extremes[value] = (Math.Min(low, TensorPrimitives.Min(numbers)), Math.Max(high, TensorPrimitives.Max(numbers)));
    }

    private void Count(string value, ReadOnlySpan<float> numbers)
    {
        (float low, float high) = extremes[value];
        if (!histograms.TryGetValue(value, out long[]? counts))
        {
            histograms[value] = counts = new long[Bins];
        }

        float scale = high > low ? (Bins - 1) / (high - low) : 0;
        foreach (float number in numbers)
        {
            counts[(int)((number - low) * scale)]++;
        }
    }

    // Both ends are moved inward in steps: what is cut off against the finer levels of what remains.
    private ActivationRange Best(string value)
    {
        (float low, float high) = extremes[value];
        long[] counts = histograms[value];
        ActivationRange best = new(low, high);
        double least = double.PositiveInfinity;
        for (int below = 0; below < (low < 0 ? Steps : 1); below++)
        {
            for (int above = 0; above < (high > 0 ? Steps : 1); above++)
            {
                ActivationRange range = new((float)(low * (1 - below * Step)), (float)(high * (1 - above * Step)));
                double error = Error(counts, low, high, range);
                if (error < least)
                {
                    (least, best) = (error, range);
                }
            }
        }

        return best;
    }

    private static double Error(long[] counts, double low, double high, ActivationRange range)
    {
        double width = (high - low) / (Bins - 1), inside = range.Scale * (double)range.Scale / 12, sum = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            double number = low + (bin + 0.5) * width, cut = number - Math.Clamp(number, range.Low, range.High);
            sum += counts[bin] * (cut == 0 ? inside : cut * cut);
        }

        return sum;
    }
}
