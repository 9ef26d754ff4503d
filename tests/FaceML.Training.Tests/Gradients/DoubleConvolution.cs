namespace FaceML.Training.Tests.Gradients;

/// <summary>Convolution written out in double precision, after the operator's definition in the ONNX standard: ONNX Runtime has no such kernel.</summary>
internal static class DoubleConvolution
{
    /// <summary>N×C×H×W by M×(C/group)×k×k, plus a bias for each of M.</summary>
    public static double[] Run(double[] x, int[] shape, double[] w, int filters, int kernel, double[] bias, int group, int stride, int pad, int dilation)
    {
        (int rows, int channels, int height, int width) = (shape[0], shape[1], shape[2], shape[3]);
        int down = (height + 2 * pad - dilation * (kernel - 1) - 1) / stride + 1, across = (width + 2 * pad - dilation * (kernel - 1) - 1) / stride + 1;
        int each = channels / group;
        double[] y = new double[rows * filters * down * across];
        for (int i = 0; i < y.Length; i++)
        {
            int column = i % across, row = i / across % down, filter = i / (across * down) % filters, n = i / (across * down * filters);
            double sum = bias[filter];
            for (int k = 0; k < each * kernel * kernel; k++)
            {
                int c = filter / (filters / group) * each + k / (kernel * kernel);
                int r = row * stride - pad + k / kernel % kernel * dilation, s = column * stride - pad + k % kernel * dilation;
                if (r >= 0 && r < height && s >= 0 && s < width)
                {
                    sum += w[filter * each * kernel * kernel + k] * x[((n * channels + c) * height + r) * width + s];
                }
            }

            y[i] = sum;
        }

        return y;
    }
}
