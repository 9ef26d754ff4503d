namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Rows to fit on and rows to test on.</summary>
    public struct TrainTestData
    {
        /// <summary>The rows to fit on.</summary>
        public readonly IDataView TrainSet;

        /// <summary>The rows to test on.</summary>
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
