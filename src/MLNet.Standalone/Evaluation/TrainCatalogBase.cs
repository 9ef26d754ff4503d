namespace Microsoft.ML;

/// <summary>What the catalogs of learning tasks have in common.</summary>
public abstract class TrainCatalogBase
{
    private protected TrainCatalogBase(HostEnvironment environment)
    {
        Environment = environment;
    }

    private protected HostEnvironment Environment { get; }

    /// <summary>Fits the estimator once a fold and evaluates it on the fold's rows.</summary>
    private protected IReadOnlyList<CrossValidationResult<T>> CrossValidate<T>(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds, string samplingKeyColumnName, int? seed, Func<IDataView, T> evaluate)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        return [.. new DataOperationsCatalog(Environment).CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed).Select((split, fold) =>
        {
            ITransformer model = estimator.Fit(split.TrainSet);

            // As in ML.NET: all of a chain takes part, whatever the scopes are.
            IDataView scored = model is ITransformerChain chain
                ? chain.Transformers.Aggregate(split.TestSet, (view, transformer) => transformer.Transform(view))
                : model.Transform(split.TestSet);
            return new CrossValidationResult<T>(model, evaluate(scored), scored, fold);
        })];
    }

    /// <summary>What one fold gave.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        /// <summary>The metrics on the fold's rows.</summary>
        public readonly T Metrics;

        /// <summary>The model that was fitted on the other rows.</summary>
        public readonly ITransformer Model;

        /// <summary>The fold's rows, transformed.</summary>
        public readonly IDataView ScoredHoldOutSet;

        /// <summary>The fold's number, from 0.</summary>
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scored, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scored;
            Fold = fold;
        }
    }
}
