namespace FaceML.Evaluation.Calibration;

/// <summary>Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Barlow et al. 1972). Thread-safe.</summary>
internal static class PoolAdjacentViolators
{
    /// <summary>The rising sequence nearest to <paramref name="values"/> in the weighted square sense.</summary>
    /// <param name="values">The values in the order of the regressor.</param>
    /// <param name="weights">As many positive weights.</param>
    /// <exception cref="ArgumentException">Different lengths, a weight that is not positive, or a value that is not finite.</exception>
    public static double[] Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (values.Length != weights.Length)
        {
            throw new ArgumentException($"{values.Length} values require as many weights; there are {weights.Length}.", nameof(weights));
        }

        double[] mean = new double[values.Length], weight = new double[values.Length];
        int[] length = new int[values.Length];
        int blocks = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!(weights[i] > 0) || !double.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    $"Element {i} is {values[i]} with weight {weights[i]}; values are finite and weights positive.", nameof(values));
            }

            (mean[blocks], weight[blocks], length[blocks]) = (values[i], weights[i], 1);
            blocks++;
            while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1])
            {
                double sum = weight[blocks - 2] + weight[blocks - 1];

                // Equal means stay what they are to the last bit: fitting a fit changes nothing.
                if (mean[blocks - 2] != mean[blocks - 1])
                {
                    mean[blocks - 2] = ((mean[blocks - 2] * weight[blocks - 2]) + (mean[blocks - 1] * weight[blocks - 1])) / sum;
                }

                weight[blocks - 2] = sum;
                length[blocks - 2] += length[blocks - 1];
                blocks--;
            }
        }

        double[] fitted = new double[values.Length];
        int at = 0;
        for (int block = 0; block < blocks; block++)
        {
            Array.Fill(fitted, mean[block], at, length[block]);
            at += length[block];
        }

        return fitted;
    }
}
