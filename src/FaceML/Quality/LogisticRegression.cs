using MathNet.Numerics.LinearAlgebra;

namespace FaceML.Quality;

/// <summary>
/// Logistic regression by iteratively reweighted least squares. The squares of the weights, of features scaled to mean square 1, are
/// penalized: a class of degradation that few examples show gets no large weight, from which images of other cameras would suffer.
/// </summary>
internal static class LogisticRegression
{
    private const double Penalty = 100;
    private const int Steps = 50;

    /// <summary>The weights of the features.</summary>
    /// <param name="features">A row an example; the first feature is the constant 1.</param>
    /// <param name="labels">The class of each.</param>
    public static double[] Fit(double[][] features, bool[] labels)
    {
        Matrix<double> rows = Matrix<double>.Build.DenseOfRowArrays(features);
        Vector<double> weights = Vector<double>.Build.Dense(rows.ColumnCount);
        Vector<double> scale = Vector<double>.Build.DenseOfEnumerable(rows.EnumerateColumns()
            .Select(column => Math.Max(1e-9, Math.Sqrt(column.DotProduct(column) / column.Count))));
        rows = rows * Matrix<double>.Build.DiagonalOfDiagonalVector(scale.Map(s => 1 / s));
        Vector<double> wanted = Vector<double>.Build.Dense(labels.Length, i => labels[i] ? 1 : 0);
        for (int step = 0; step < Steps; step++)
        {
            Vector<double> chance = (rows * weights).Map(evidence => 1 / (1 + Math.Exp(-evidence)));
            Vector<double> gradient = rows.TransposeThisAndMultiply(wanted - chance) - Penalty * weights;
            Matrix<double> curved = Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (row, column) =>
                rows[row, column] * Math.Max(1e-9, chance[row] * (1 - chance[row])));
            Vector<double> change = (
                rows.TransposeThisAndMultiply(curved) + Matrix<double>.Build.DiagonalIdentity(rows.ColumnCount) * Penalty).Cholesky().Solve(
                gradient);
            weights += change;
            if (change.L2Norm() < 1e-9 * (1 + weights.L2Norm()))
            {
                break;
            }
        }

        return [.. weights.PointwiseDivide(scale)];
    }
}
