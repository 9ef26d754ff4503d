namespace Microsoft.ML.Data;

/// <summary>Labels, scores and probabilities of rows, and the metrics of them.</summary>
internal sealed class BinaryEvaluator
{
    private readonly List<(bool IsPositive, float Score)> rows = [];
    private double logLoss;
    private int positivesWithProbability;
    private int withProbability;

    private BinaryEvaluator()
    {
    }

    public double TruePositives { get; private set; }

    public double FalsePositives { get; private set; }

    public double TrueNegatives { get; private set; }

    public double FalseNegatives { get; private set; }

    /// <summary>The mean logarithmic loss in bits, over the rows with a probability; not a number when a row lacks one.</summary>
    public double LogLoss => double.IsNaN(logLoss) ? double.NaN : withProbability == 0 ? 0 : logLoss / withProbability;

    /// <summary>How much of the entropy of the classes the probabilities take away.</summary>
    public double LogLossReduction
    {
        get
        {
            if (withProbability == 0)
            {
                return 0;
            }

            double prior = EntropyOf((double)positivesWithProbability / withProbability);
            return (prior - (logLoss / withProbability)) / prior;
        }
    }

    /// <summary>The entropy of the classes in bits.</summary>
    public double Entropy => EntropyOf((TruePositives + FalseNegatives) / rows.Count);

    /// <summary>Reads the rows. Those whose score is not finite or whose label is missing do not count.</summary>
    public static BinaryEvaluator Read(IDataView data, string label, string score, string probability, string predictedLabel)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataViewSchema.Column labelColumn = Find(data, "Label", label);
        DataViewSchema.Column scoreColumn = Single(Find(data, "Score", score), "score");
        DataViewSchema.Column? probabilityColumn = probability is null ? null : Single(Find(data, "Probability", probability), "probability");
        Find(data, "PredictedLabel", predictedLabel);
        DataViewSchema.Column[] columns = probabilityColumn is { } given ? [labelColumn, scoreColumn, given] : [labelColumn, scoreColumn];
        using DataViewRowCursor cursor = data.GetRowCursor(columns);
        Func<float> getLabel = LabelGetter(cursor, labelColumn);
        ValueGetter<float> getScore = cursor.GetGetter<float>(scoreColumn);
        ValueGetter<float> getProbability = probabilityColumn is { } column ? cursor.GetGetter<float>(column) : (ref float value) => value = float.NaN;
        var evaluator = new BinaryEvaluator();
        float rowScore = 0;
        float rowProbability = 0;
        while (cursor.MoveNext())
        {
            getScore(ref rowScore);
            getProbability(ref rowProbability);
            evaluator.Add(getLabel(), rowScore, rowProbability);
        }

        evaluator.DemandBothClasses();
        return evaluator;
    }

    /// <summary>The chance that a positive row scores above a negative one, ties counting half (Mann and Whitney 1947).</summary>
    public double AreaUnderRocCurve()
    {
        double area = 0;
        double above = 0;
        foreach (IGrouping<float, (bool IsPositive, float Score)> tied in rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key))
        {
            int positives = tied.Count(row => row.IsPositive);
            int negatives = tied.Count() - positives;
            area += negatives * (above + (0.5 * positives));
            above += positives;
        }

        return area / (above * (rows.Count - above));
    }

    /// <summary>The area under precision over recall, by trapezoids between neighbouring rows in order of score; tied rows in the order they came, as in ML.NET.</summary>
    public double AreaUnderPrecisionRecallCurve()
    {
        int positives = rows.Count(row => row.IsPositive);
        double area = 0;
        double lastPrecision = 1;
        int found = 0;
        int taken = 0;
        foreach ((bool isPositive, _) in rows.OrderByDescending(row => row.Score))
        {
            taken++;
            found += isPositive ? 1 : 0;
            double precision = (double)found / taken;
            area += isPositive ? (lastPrecision + precision) / 2 / positives : 0;
            lastPrecision = precision;
        }

        return area;
    }

    /// <summary>A ratio of counts, 0 when there is nothing to count.</summary>
    public static double Ratio(double part, double rest) => part + rest > 0 ? part / (part + rest) : 0;

    private static double EntropyOf(double probability) => Term(probability) + Term(1 - probability);

    private static double Term(double probability) => probability <= 0 ? 0 : -probability * Math.Log2(probability);

    private static DataViewSchema.Column Find(IDataView data, string role, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return data.Schema.GetColumnOrNull(name) ?? throw Errors.MissingColumn(nameof(data), role, name);
    }

    private static DataViewSchema.Column Single(DataViewSchema.Column column, string role) => column.Type == NumberDataViewType.Single
        ? column : throw Errors.WrongColumnType("data", role, column.Name, "Single", column.Type.ToString());

    /// <summary>The label as a number: above 0 for the positive class, not a number when it is missing.</summary>
    private static Func<float> LabelGetter(DataViewRowCursor row, DataViewSchema.Column column)
    {
        if (column.Type is BooleanDataViewType)
        {
            ValueGetter<bool> getter = row.GetGetter<bool>(column);
            bool value = false;
            return () =>
            {
                getter(ref value);
                return value ? 1 : 0;
            };
        }

        if (column.Type == NumberDataViewType.Single || column.Type == NumberDataViewType.Double)
        {
            Func<double> number = RowFraction.Number(row, column);
            return () => (float)number();
        }

        if (column.Type is not KeyDataViewType { Count: 2 })
        {
            throw Errors.WrongColumnType("data", "label", column.Name, "Single, Double, Boolean, or a Key with cardinality 2", column.Type.ToString());
        }

        Func<double> fraction = RowFraction.ForKey(row, column);
        return () => fraction() switch { < 0 => float.NaN, < 0.5 => 0, _ => 1 };
    }

    private void Add(float label, float score, float probability)
    {
        if (!float.IsFinite(score) || float.IsNaN(label))
        {
            return;
        }

        bool isPositive = label > 0;
        rows.Add((isPositive, score));
        TruePositives += isPositive && score > 0 ? 1 : 0;
        FalseNegatives += isPositive && !(score > 0) ? 1 : 0;
        FalsePositives += !isPositive && score > 0 ? 1 : 0;
        TrueNegatives += !isPositive && !(score > 0) ? 1 : 0;
        if (!float.IsNaN(probability))
        {
            withProbability++;
            positivesWithProbability += isPositive ? 1 : 0;
        }

        logLoss += -Math.Log2(isPositive ? probability : 1.0 - probability);
    }

    private void DemandBothClasses()
    {
        int positives = rows.Count(row => row.IsPositive);
        if (positives == 0 || positives == rows.Count)
        {
            throw new ArgumentException(
                $"AUC is not defined when there is no {(positives == 0 ? "positive" : "negative")} class in the data", "data");
        }
    }
}
