"""An invented pool of exports to try the product on: nobody in it exists, and every address ends in `example.*`."""
