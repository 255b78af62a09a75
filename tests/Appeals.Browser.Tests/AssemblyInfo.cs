// a browser, its servers and their children fill a small machine as it is
[assembly: CollectionBehavior(DisableTestParallelization = true)]
