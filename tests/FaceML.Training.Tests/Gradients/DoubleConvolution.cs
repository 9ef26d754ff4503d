namespace FaceML.Training.Tests.Gradients;

/// <summary>
/// Convolution written out in double precision, after the operator's definition in the ONNX standard: ONNX Runtime has no such kernel.
/// </summary>
internal static class DoubleConvolution
{
    /// <summary>N×C×H×W by M×(C/group)×k×k, plus a bias for each of M.</summary>
    public static double[] Run(
        double[] x, int[] shape, double[] w, int filters, int kernel, double[] bias, int group, int stride, int pad, int dilation) =>
        Run(x, shape, w, [filters, shape[1] / group, kernel, kernel], bias, group, [stride, stride], [pad, pad, pad, pad], dilation);

    /// <summary>The same with weights of any shape, steps down and across, and pads above, at the left, below and at the right.</summary>
    public static double[] Run(
        double[] x, int[] shape, double[] w, int[] weights, double[]? bias, int group, int[] strides, int[] pads, int dilation)
    {
        (int rows, int channels, int height, int width) = (shape[0], shape[1], shape[2], shape[3]);
        (int filters, int each, int tall, int wide) = (weights[0], weights[1], weights[2], weights[3]);
        int down = (height + pads[0] + pads[2] - dilation * (tall - 1) - 1) / strides[0] + 1, across =
            (width + pads[1] + pads[3] - dilation * (wide - 1) - 1) / strides[1] + 1;
        double[] y = new double[rows * filters * down * across];
        for (int i = 0; i < y.Length; i++)
        {
            int column = i % across, row = i / across % down, filter = i / (across * down) % filters, n = i / (across * down * filters);
            double sum = bias?[filter] ?? 0;
            for (int k = 0; k < each * tall * wide; k++)
            {
                int c = filter / (filters / group) * each + k / (tall * wide);
                int r = row * strides[0] - pads[0] + k / wide % tall * dilation, s = column * strides[1] - pads[1] + k % wide * dilation;
                if (r >= 0 && r < height && s >= 0 && s < width)
                {
                    sum += w[filter * each * tall * wide + k] * x[((n * channels + c) * height + r) * width + s];
                }
            }

            y[i] = sum;
        }

        return y;
    }
}
